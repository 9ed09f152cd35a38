"""Markdown of the notebooks as HTML, its formulas as MathML: no script draws them."""

import re
import sys
from html import unescape

from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

try:
    from latex2mathml.converter import convert
except ModuleNotFoundError:
    raise ValueError(
        "pages and slides need more packages. In the course's folder type: "
        f"{sys.executable} -m pip install --group site"
    ) from None

WIDE = 88  # letters of a line
PRINTED = re.compile(r"<pre>(.*?)</pre>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
CHECKBOX = re.compile(r'<input class="task-list-item-checkbox"[^>]*>\s*')


class Renderer(IPythonRenderer):
    """nbconvert's renderer, which leaves formulas to a script."""

    def inline_math(self, body: str) -> str:
        """A formula in a line of text."""
        return convert(body, display="inline")

    def block_math(self, body: str) -> str:
        """A formula on a line of its own; a narrow page scrolls it."""
        return (
            f'<div class="formula" tabindex="0" role="group" aria-label="Formula">'
            f"{convert(body, display='block')}</div>"
        )


class Exporter(HTMLExporter):
    """nbconvert's exporter with formulas as MathML."""

    def default_filters(self):
        """Its filters, that for Markdown replaced."""
        yield from super().default_filters()
        yield "markdown2html", html


def scrolling(page: str) -> str:
    """The same HTML; what is wider than a page scrolls by itself, by keyboard too."""
    begin = '<div class="table" tabindex="0" role="group" aria-label="Table"><table'
    page = page.replace("<table", begin).replace("</table>", "</table></div>")
    return PRINTED.sub(_reachable, page)


def _reachable(found: re.Match) -> str:
    """What was printed, with a place among those that Tab visits if it is wide."""
    wide = max(map(len, unescape(TAG.sub("", found[1])).split("\n"))) > WIDE
    return f'<pre tabindex="0">{found[1]}</pre>' if wide else found[0]


def html(source: str) -> str:
    """HTML of a Markdown text; whoever has no mouse can scroll its code, too."""
    renderer = Renderer(escape=False, exclude_anchor_links=False, anchor_link_text="¶")
    text = CHECKBOX.sub("☐ ", MarkdownWithMath(renderer=renderer).render(source))
    return text.replace("<pre><code", '<pre tabindex="0"><code')
