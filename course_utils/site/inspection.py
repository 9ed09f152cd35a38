"""What a built site must be: complete, light, and without a dead link.

What is to be there is listed from the chapters, so a new notebook is asked for by
itself; what is there is read from the pages.
"""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..chapters import contents
from ..upkeep.links import PLACEHOLDER
from . import presets

PAGE = 300_000  # bytes
MARK = re.compile(r'data-(explorer|preset|predict|quiz|task)="([^"]+)"')
LINK = re.compile(r'(?:href|src|data-preset)="([^"]*)"')
LOADED = re.compile(r'<(?:script src|link rel="stylesheet" href)="([^"]+)"')
ID = re.compile(r'\bid="([^"]+)"')


def problems(out: Path) -> list[str]:
    """All that is missing, too heavy or leads nowhere, in sentences."""
    return [*missing(out), *dead(out), *heavy(out)]


def expected() -> set[tuple[str, str]]:
    """(kind, id) of everything that the chapters hold."""
    explored = {
        name: module.exploration() for name, module in contents.explorers().items()
    }
    quizzes = {i.id for i in contents.items() if i.kind == "quizzes"}
    return {
        *(("explorer", name) for name in explored),
        *(
            ("preset", presets.address(name, preset))
            for name, exploration in explored.items()
            for preset in presets.names(exploration)
        ),
        *(("predict", id) for id in contents.all_predictions()),
        *(("quiz", id) for id in quizzes),
        *(("task", id) for id in contents.all_exercises()),
    }


def shown(out: Path) -> set[tuple[str, str]]:
    """(kind, id) of everything that the pages hold."""
    return {mark for page in _pages(out).values() for mark in MARK.findall(page)}


def missing(out: Path) -> list[str]:
    """What the chapters hold and no page does."""
    return [
        f"no page has the {kind} {id}" for kind, id in sorted(expected() - shown(out))
    ]


def dead(out: Path) -> list[str]:
    """Links to pages, places in pages and files that are not there."""
    pages = _pages(out)
    places = {path: {*map(unquote, ID.findall(page))} for path, page in pages.items()}
    found = []
    for path, page in pages.items():
        for link in sorted(set(LINK.findall(page))):
            if _leads_nowhere(link, path, places):
                found.append(f"{path.name} has a dead link: {link}")
    return found


def heavy(out: Path) -> list[str]:
    """Pages, before any preset is asked for, and presets with too many bytes."""
    sizes = {
        path.name: (weight(path, page), PAGE) for path, page in _pages(out).items()
    }
    for script in sorted(out.glob(f"{presets.FOLDER}/*/*.js")):
        sizes[script.relative_to(out).as_posix()] = _size(script), presets.LARGEST
    return [
        f"{what} has {size:,} bytes, more than {most:,}"
        for what, (size, most) in sizes.items()
        if size > most
    ]


def weight(path: Path, page: str) -> int:
    """Bytes of a page with the scripts and styles that it loads.

    Pictures come one by one, as they are looked at.
    """
    return _size(path) + sum(_size(path.parent / name) for name in LOADED.findall(page))


def _leads_nowhere(link: str, page: Path, places: dict[Path, set[str]]) -> bool:
    address = urlsplit(link)
    if address.scheme:
        return PLACEHOLDER in link
    target = page.parent / unquote(address.path) if address.path else page
    if not target.is_file():
        return True
    anchor = unquote(address.fragment)
    return bool(anchor) and anchor not in places.get(target, {anchor})


def _pages(out: Path) -> dict[Path, str]:
    return {
        path: path.read_text(encoding="utf-8") for path in sorted(out.glob("*.html"))
    }


def _size(path: Path) -> int:
    return path.stat().st_size
