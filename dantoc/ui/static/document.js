// Says the page's language in the document, and puts the labels that Streamlit gives its widgets into it.
(() => {
  const { lang, words } = document.currentScript.dataset;
  const known = Object.entries(JSON.parse(words));
  document.documentElement.lang = lang;

  const translate = (node) => {
    const label = node.getAttribute("aria-label");
    const found = known.find(([english]) => label === english || label.startsWith(english + " "));
    if (found && found[0] !== found[1]) node.setAttribute("aria-label", found[1] + label.slice(found[0].length));
  };
  const translateAll = (root) => root.querySelectorAll?.("[aria-label]").forEach(translate);

  window.dantocWords?.disconnect();
  window.dantocWords = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") translate(change.target);
      else change.addedNodes.forEach(translateAll);
    }
  });
  translateAll(document.body);
  window.dantocWords.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-label"] });
})();
