"""Every way to type a sign, in the one way that ``vocabulary`` knows.

Ends of lines and of sentences, apostrophes, hyphens, accents and signs that nobody sees
differ between keyboards, scripts and systems; ``plain`` makes them the same. The ends
of sentences are those of Unicode's property Sentence_Terminal.
"""

import re
import unicodedata
from collections import Counter
from itertools import chain

MARKS = ".?!"
STOPS = (  # Unicode 17, and the two of Tibetan
    r"\u0f0d\u0f0e"
    r"\u0589\u061d-\u061f\u06d4\u0700-\u0702\u07f9\u0837\u0839\u083d\u083e"
    r"\u0964\u0965\u104a\u104b\u1362\u1367\u1368\u166e\u1735\u1736\u17d4\u17d5\u1803"
    r"\u1809\u1944\u1945\u1aa8-\u1aab\u1b4e\u1b4f\u1b5a\u1b5b\u1b5e\u1b5f"
    r"\u1b7d-\u1b7f\u1c3b\u1c3c\u1c7e\u1c7f\u203c\u203d\u2047-\u2049\u2cf9-\u2cfb"
    r"\u2e2e\u2e3c\u2e53\u2e54\u2e60\u2e61\u3002\ua4ff\ua60e\ua60f\ua6f3\ua6f7"
    r"\ua876\ua877\ua8ce\ua8cf\ua92f\ua9c8\ua9c9\uaa5d-\uaa5f\uaaf0\uaaf1\uabeb\ufe12"
    r"\ufe15\ufe16\ufe52\ufe56\ufe57\uff01\uff0e\uff1f\uff61\U00010a56\U00010a57"
    r"\U00010f55-\U00010f59\U00010f86-\U00010f89\U00011047\U00011048"
    r"\U000110be-\U000110c1\U00011141-\U00011143\U000111c5\U000111c6\U000111cd"
    r"\U000111de\U000111df\U00011238\U00011239\U0001123b\U0001123c\U000112a9"
    r"\U000113d4\U000113d5\U0001144b\U0001144c\U000115c2\U000115c3"
    r"\U000115c9-\U000115d7\U00011641\U00011642\U0001173c-\U0001173e\U00011944"
    r"\U00011946\U00011a42\U00011a43\U00011a9b\U00011a9c\U00011c41\U00011c42"
    r"\U00011ef7\U00011ef8\U00011f43\U00011f44\U00016a6e\U00016a6f\U00016af5"
    r"\U00016b37\U00016b38\U00016b44\U00016d6e\U00016d6f\U00016e98\U0001bc9f"
    r"\U0001da88"
)
KINDS = {"QUESTION": "?", "INTERROBANG": "?", "EXCLAMATION": "!"}
UNSEEN = [0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2065,
          0x3164, 0xFFA0, *range(0xFE00, 0xFE10), *range(0xFFF0, 0xFFF9),
          *range(0xE0000, 0xE1000)]  # fmt: skip
STRESS = "\u055b\u055c\u055e"  # Armenian, inside the word
APOSTROPHES = "\xb4\u02b9\u02bc\u055a\u1fbd\u2018\u2019\u201b\u2032\ua78c\uff07"
HYPHENS = "\u2010\u2011\ufe63\uff0d"
ALIKE = {
    "\u2024": ".", "\u2025": "..", "\u2026": "...", "\u22ef": "...",
    "\u037e": "?", "\u200b": " ", "\u2029": "\n\n",
}  # fmt: skip

UNSPACED = {
    "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "CJK": "Chinese", "BOPOMOFO":
    "Chinese", "THAI": "Thai", "LAO": "Lao", "KHMER": "Khmer", "MYANMAR": "Burmese",
    "TIBETAN": "Tibetan", "JAVANESE": "Javanese", "BALINESE": "Balinese",
    "TAI": "Tai", "YI": "Yi",
}  # fmt: skip


def _of_categories(*groups: str) -> list[str]:
    """The characters of groups of Unicode's categories, from the planes that have any.

    groups : such as "Pe Pf".
    """
    found = {category: [] for group in groups for category in group.split()}
    for sign in map(chr, range(0x20000)):
        category = unicodedata.category(sign)
        if category in found:
            found[category].append(sign)
    return ["".join(chain(*map(found.get, group.split()))) for group in groups]


FORMATS, BRACKETS, ACCENTS, SMALL = _of_categories(
    "Cf", "Pe Pf Pi Ps", "Mn Mc Me", "Ll"
)
SAME = str.maketrans(
    dict.fromkeys([*UNSEEN, *map(ord, FORMATS + STRESS)])
    | dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(HYPHENS, "-")
    | ALIKE
)
QUOTES = f"\"'*_{re.escape(BRACKETS)}\uff02\u275b-\u2760"
LINE_END = re.compile(r"(?<!\r)\r+\n|\n\r(?!\n)|[\r\v\x85\u2028]")
HYPHENATED = re.compile(r"\xad[ \t]*\n[ \t]*")
GREEK_QUESTION = re.compile(r"(?<=[\u0370-\u03ff\u1f00-\u1fff]);")
WIDE_POINT = re.compile(r"(?<=\d)\uff0e(?=\d)")
STOP = re.compile(rf"([{STOPS}]+)([{QUOTES}]*)")


def plain(text: str) -> str:
    """The text in NFC, with \\n for lines and only . ? ! for ends of sentences.

    White space follows the marks of other scripts, which need none to end a sentence.
    """
    text = LINE_END.sub("\n", text)
    if text.isascii():
        return text
    text = HYPHENATED.sub("", text).translate(SAME)
    text = unicodedata.normalize("NFC", text)
    text = WIDE_POINT.sub(".", GREEK_QUESTION.sub("?", text))
    return STOP.sub(lambda found: f"{_marks(found[1])}{found[2]} ", text)


def lower(text: str) -> str:
    """Lower case in NFC; a Turkish \u0130 stays one letter."""
    return unicodedata.normalize("NFC", text.replace("\u0130", "i").lower())


def _marks(stops: str) -> str:
    """Which of . ? ! each of these marks is."""
    return "".join(map(_mark, stops))


def _mark(stop: str) -> str:
    words = unicodedata.name(stop, "").split()
    return next((KINDS[word] for word in words if word in KINDS), ".")


def unspaced(text: str) -> dict[str, int]:
    """How many letters are of languages that set no spaces between words, by name.

    Chinese signs beside Japanese ones are Japanese.
    """
    counts = Counter()
    for sign, count in Counter(text).items():
        script = unicodedata.name(sign, "").removeprefix("HALFWIDTH ").split(" ")[0]
        if script in UNSPACED and sign.isalpha():
            counts[UNSPACED[script]] += count
    if "Japanese" in counts:
        counts["Japanese"] += counts.pop("Chinese", 0)
    return dict(counts.most_common())
