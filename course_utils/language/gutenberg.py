"""Project Gutenberg's header and licence: words in every book of theirs, by no author.

Leaves out who scanned and corrected a book, which stands at its beginning.
"""

import re

START = re.compile(
    r"^\W*\*\*\*\s*START OF (?:THE |THIS )?PROJECT GUTENBERG[^*]{0,600}\*\*\*"
    r"|^\*END\s?\*?\s?THE SMALL PRINT![^\n]{0,200}\*END\*",
    re.IGNORECASE | re.MULTILINE,
)
END = re.compile(
    r"^\W*\*\*\*\s*END OF (?:THE |THIS )?PROJECT GUTENBERG"
    r"|^\W*End of (?:the |this )?Project Gutenberg",
    re.IGNORECASE | re.MULTILINE,
)


def without_licence(text: str) -> tuple[str, bool]:
    """The book, or the books, and whether its end was found."""
    books = START.split(re.sub(r"\r\n?", "\n", text))
    parts = [END.split(book, maxsplit=1) for book in books[1:] or books]
    ended = len(parts[-1]) > 1
    if len(books) == 1 and not ended:
        return text, False
    return "\n\n".join(book for book, *_ in parts), ended
