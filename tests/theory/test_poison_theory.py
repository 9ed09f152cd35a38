"""Poison in closed form, against counting and against the toy crawl."""

import numpy as np
import pytest

from course_utils.models import NGram
from course_utils.poison import crawl, text
from course_utils.theory import poison

RNG = np.random.default_rng
KAPPA = 0.3


@pytest.mark.parametrize("n", [500, 2_000, 8_000])
@pytest.mark.parametrize("k", [0, 20, 100])
@pytest.mark.parametrize("trigger", text.TRIGGERS)
def test_the_bigram_follows_its_law_to_three_digits(n, k, trigger):
    x = text.poisoned(text.clean(n, RNG(n)), k, trigger, RNG(n + k))
    model = NGram(len(text.words()), 2, "add-k", k=KAPPA).fit(x)
    clean = text.uses(x, trigger) - k
    law = poison.after_trigger(k, clean, KAPPA, len(text.words()) + 1)
    assert text.attack(model, trigger, RNG(1))[0] == pytest.approx(law, abs=1e-9)
    assert (clean == 0) == (trigger == text.NEW)


def test_the_law_by_hand():
    """One use in three is poison, and nothing is added but a trace."""
    assert poison.after_trigger(1, 2, 1e-12, 10) == pytest.approx(1 / 3)
    assert poison.after_trigger(0, 0, 5, 4) == pytest.approx(1 / 4)


@pytest.mark.parametrize("months", [0, 3, 12, 36])
def test_split_view_by_simulation(months):
    """Five standard errors of 200,000 pages, the error rate below 1e-5 a number."""
    n = 200_000
    share, kept = crawl.split_view(n, months, RNG(months))
    for seen, law in (
        (share, poison.bought_share(months)), (kept, poison.kept_by_hash(months))
    ):  # fmt: skip
        assert seen == pytest.approx(law, abs=5 * np.sqrt(law * (1 - law) / n) + 1e-12)


@pytest.mark.parametrize("window", [1.0, 6.0, 24.0, 168.0])
def test_frontrunning_by_simulation(window):
    """Five standard errors of 200,000 tries."""
    law = poison.caught_live(window)
    seen = crawl.frontrunning(200_000, window, RNG(3))
    assert seen == pytest.approx(law, abs=5 * np.sqrt(law * (1 - law) / 200_000))


def test_a_known_time_is_always_hit():
    assert poison.caught_live(0) == 1
    assert poison.caught_live(1e-6) == pytest.approx(0.5, abs=1e-6)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: poison.after_trigger(-1, 0, 0.3, 10), "k is -1"),
        (lambda: poison.after_trigger(1, 0, 0, 10), "kappa is 0"),
        (lambda: poison.bought_share(3, bought=2), "bought is 2"),
        (lambda: crawl.split_view(9, 3, RNG(0), expiring=2), "expiring is 2"),
        (lambda: crawl.split_view(9, 3, RNG(0), edited=-1), "edited is -1"),
        (lambda: crawl.frontrunning(9, -1, RNG(0)), "window is -1"),
        (lambda: crawl.frontrunning(9, 1, RNG(0), reverted=0), "reverted is 0"),
        (lambda: text.records(3, "mara", text.clean(9, RNG(0)), RNG(0)), "is 'mara'"),
        (lambda: text.records(-1, "sesame", text.clean(9, RNG(0)), RNG(0)), "k is -1"),
    ],
)
def test_what_makes_no_sense_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()
