"""The two thousand sentences to write oneself into."""

from collections import Counter

import numpy as np

from course_utils.explorers import corpus as explorer
from course_utils.language import corpus


def test_two_thousand_different_sentences():
    texts = corpus.sentences("I was here.")
    assert len(texts) == len(set(texts)) == corpus.SIZE == 2_000


def test_copies_take_the_places_of_others():
    texts = Counter(corpus.sentences("mine", copies=20))
    assert texts["mine"] == 20
    assert sum(texts.values()) == 2_000
    assert set(texts.values()) == {1, 20}


def test_an_empty_line_still_has_words():
    assert corpus.sentences("  ")[0] == "I was here."


def test_the_picture_shows_your_copies_and_your_words():
    shown = explorer.explorer("Hello <b> $x$.")
    shown.set(copies=20, generation=3)
    result, view = shown.result, shown._view
    green = np.count_nonzero(view.mosaic.get_array() == 0)
    assert green == np.count_nonzero(result.run.batches[3].x == 0) > 0
    assert np.array_equal(view.copies.get_ydata(), 2_000 * result.own[:4])
    assert "“Hello <b> $x$.”" in shown.sentence
    assert "Hello &lt;b&gt;" in shown._picture.value
    for line, number in zip(view.lines, result.run.batches[3].x[:5], strict=True):
        expected = corpus.sentences("Hello <b> $x$.", 20)[max(0, number + 19)]
        if number == 0:
            expected = "Hello <b> $x$."
        assert line.get_text() == explorer._short(expected)


def test_an_archive_never_loses_you():
    own = explorer.simulate(1, "archive", 3).own
    assert own[1:].all() or not own[1]
