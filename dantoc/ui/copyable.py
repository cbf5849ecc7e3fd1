"""Text to be taken away: one click selects the whole of it."""

from __future__ import annotations

from html import escape


def copyable(text: str) -> str:
    """The text as HTML that one click selects whole."""
    return f'<pre class="copyable" tabindex="0"><code>{escape(text.rstrip())}</code></pre>'
