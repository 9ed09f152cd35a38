"""A toy crawl: a list of addresses is made, and the pages are fetched later.

What comes may not be what was listed: a domain expires and somebody buys it (split
view), or a page is vandalized just when the snapshot is taken (frontrunning). After
Carlini and others, *Poisoning Web-Scale Training Datasets is Practical* (2023). Leaves
out everything about real crawls but these two. Taught in notebook 11.
"""

import numpy as np

from .. import checks


def split_view(
    pages: int,
    months: int,
    rng: np.random.Generator,
    expiring: float = 0.01,
    bought: float = 0.3,
    edited: float = 0.03,
) -> tuple[float, float]:
    """Share of poison among the pages that come, and of pages whose hash still fits.

    Each month a page's domain expires, or its owner edits it, by the shares given; an
    attacker buys the share ``bought`` of expired domains and puts poison there.
    """
    pages = checks.count("pages", pages, least=1)
    shares = {"expiring": expiring, "bought": bought, "edited": edited}
    for name, share in shares.items():
        checks.share(name, share)
    gone, changed = np.zeros((2, pages), dtype=bool)
    for _ in range(checks.count("months", months)):
        gone |= rng.random(pages) < expiring
        changed |= rng.random(pages) < edited
    poison = gone & (rng.random(pages) < bought)
    return float(poison.sum() / (~gone | poison).sum()), float(
        (~gone & ~changed).mean()
    )


def frontrunning(
    tries: int, window: float, rng: np.random.Generator, reverted: float = 2.0
) -> float:
    """Share of tries in which a snapshot shows a vandal's edit.

    window : hours within which both come, each at a time of its own. reverted : hours
        until an edit is undone, on average.
    """
    window, reverted = (
        checks.positive("window", window),
        checks.positive("reverted", reverted),
    )
    edit, snapshot = rng.uniform(0, window, (2, checks.count("tries", tries, least=1)))
    undone = edit + rng.exponential(reverted, len(edit))
    return float(np.mean((edit <= snapshot) & (snapshot < undone)))
