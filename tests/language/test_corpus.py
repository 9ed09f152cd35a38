"""The two thousand sentences to write oneself into."""

from collections import Counter

import numpy as np
import pytest

from course_utils.chapters.nb02 import corpus as explorer
from course_utils.language import corpus


def test_two_thousand_different_sentences():
    texts = corpus.sentences("I was here.")
    assert len(texts) == len(set(texts)) == corpus.SIZE == 2_000


def test_copies_take_the_places_of_others():
    texts = Counter(corpus.sentences("mine", copies=20))
    assert texts["mine"] == 20
    assert sum(texts.values()) == 2_000
    assert set(texts.values()) == {1, 20}


def test_a_line_that_is_there_already_is_there_once():
    line = corpus.sentences("mine")[7]
    for copies in (1, 2, 2_000):
        texts = Counter(corpus.sentences(line, copies))
        assert sum(texts.values()) == 2_000 and texts[line] == copies
        assert set(texts.values()) <= {1, copies}


@pytest.mark.parametrize("copies", [0, -1, 2_001, 1.5, True])
def test_bad_numbers_of_copies_are_refused(copies):
    with pytest.raises(ValueError, match=r"copies is .* whole number from 1 to 2000"):
        corpus.sentences("mine", copies)


def test_an_empty_line_still_has_words():
    assert corpus.sentences("  ")[0] == "I was here."


def test_the_picture_shows_your_copies_and_your_words():
    shown = explorer.explorer("Hello <b> $x$.")
    shown.set(copies=20, generation=3)
    result, view = shown.exploration.result, shown.exploration._canvas.view
    types = explorer.history(20, "replace", 0).batches[3].x
    green = np.count_nonzero(view.mosaic.get_array() == 0)
    assert green == np.count_nonzero(types == 0) > 0
    assert np.array_equal(view.copies.get_ydata(), 2_000 * result.own[:4])
    assert "“Hello <b> $x$.”" in shown.sentence
    assert "Hello &lt;b&gt;" in shown._picture.value
    there = {corpus.sentences("Hello <b> $x$.", 20)[number + 19] for number in types}
    assert {line.get_text() for line in view.lines} <= there


def test_an_archive_never_loses_you():
    own = explorer.simulate(1, "archive", 3).own
    assert own[1:].all() or not own[1]
