// Moves the focus onto a container once that which had it is gone, unless the reader has moved it elsewhere meanwhile.
(() => {
  const { key } = document.currentScript.dataset;
  let tries = 100;
  const waiting = setInterval(() => {
    const place = document.querySelector(`.st-key-${key}`);
    if (--tries < 0) stop();
    else if (place && document.activeElement === document.body) {
      stop();
      place.tabIndex = -1;
      place.focus({ preventScroll: true });
    }
  }, 50);
  const stop = () => {
    clearInterval(waiting);
    removeEventListener("keydown", stop, true);
    removeEventListener("pointerdown", stop, true);
  };
  addEventListener("keydown", stop, true);
  addEventListener("pointerdown", stop, true);
})();
