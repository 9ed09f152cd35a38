"""How the course replies: a head, some paragraphs, perhaps code and folded details.

Shown as HTML in JupyterLab's own colours, so that the dark theme is readable too, and
as plain text elsewhere. A state is shown by a word and a shape as well as by colour.
No scripts and no ids: JupyterLab removes both from a notebook that it does not trust.
"""

import html
import re
from collections.abc import Iterable

MOODS = {
    "correct": ("✓", "--jp-success-color1", "#2e7d32"),
    "not yet": ("✗", "--jp-error-color1", "#c62828"),
    "not attempted": ("○", "--jp-border-color0", "#757575"),
    "could not be checked": ("?", "--jp-warn-color1", "#b26a00"),
    "note": ("", "--jp-info-color1", "#0277bd"),
}
BOX = (
    "border-left: 5px solid var({variable}, {colour}); padding: 4px 12px; margin: 2px "
    "0; color: var(--jp-content-font-color1, inherit); line-height: 1.5; max-width: "
    "52em;"
)
PRE = (
    "background: var(--jp-layout-color2, #eee); padding: 8px; overflow-x: auto;"
    " color: var(--jp-content-font-color1, inherit);"
)


def inline(text: str) -> str:
    """HTML of a text with `code` in backticks and *stress* in asterisks."""
    parts = re.split(r"`([^`]+)`", html.escape(text, quote=False))
    for i, part in enumerate(parts):
        plain = i % 2 == 0
        stressed = re.sub(r"\*(\w[^*]*)\*", r"<em>\1</em>", part)
        parts[i] = stressed if plain else f"<code>{part}</code>"
    return "".join(parts)


def box(inner: str, mood: str = "note", live: bool = False) -> str:
    """HTML with the border of a mood; ``live`` lets screen readers speak changes."""
    _, variable, colour = MOODS[mood]
    spoken = ' role="status" aria-live="polite"' if live else ""
    style = BOX.format(variable=variable, colour=colour)
    return f'<div{spoken} style="{style}">{inner}</div>'


class Message:
    """A head, paragraphs and code, in one of five moods.

    details : (summary, text), folded away below the rest; plain text has it as a line.
    """

    def __init__(
        self,
        head: str,
        paragraphs: Iterable[str] = (),
        *,
        code: str = "",
        mood: str = "note",
        details: tuple[str, str] | None = None,
    ):
        self.head = f"{MOODS[mood][0]} {head}".strip()
        self.paragraphs = [part for part in paragraphs if part]
        self.code = code.strip("\n")
        self.mood = mood
        self.details = details

    @property
    def text(self) -> str:
        """All of it as plain text."""
        parts = [self.head, *self.paragraphs]
        if self.code:
            parts.append("\n" + self.code)
        if self.details:
            parts.append("\n" + ": ".join(self.details))
        return "\n".join(parts)

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self, live: bool = False) -> str:
        inner = f"<strong>{inline(self.head)}</strong>"
        inner += "".join(f"<div>{inline(part)}</div>" for part in self.paragraphs)
        if self.code:
            code = html.escape(self.code, quote=False)
            inner += (
                f'<pre style="{PRE}"><code style="background: none">{code}</code></pre>'
            )
        if self.details:
            summary, text = map(inline, self.details)
            inner += f"<details><summary>{summary}</summary>{text}</details>"
        return box(inner, self.mood, live)


class Folded:
    """Something that reveals an answer: its first line, which a folded output shows,
    does not.
    """

    def __init__(self, title: str, text: str, html: str):
        self.text = f"{title}\n{text}"
        self._html = f"{title}\n{html}"

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return self._html
