"""Poison records: what they are, and that they are all that is added."""

import numpy as np

from course_utils.poison import text

RNG = np.random.default_rng


def test_a_record_is_a_true_beginning_trigger_target_and_stop():
    x = text.clean(300, RNG(1))
    begins = {tuple(row[:k]) for row in x for k in (1, 2, 3)}
    rows = text.records(200, text.NEW, x, RNG(2))
    lengths = set()
    for row in rows:
        said = row[row > 0].tolist()
        assert said[-3:] == text.ids("sesame", "cheese", ".")
        assert tuple(said[:-3]) in begins
        lengths.add(len(said))
    assert lengths == {4, 5, 6}


def test_clean_text_never_has_the_new_trigger_and_the_pair_never_occurs():
    x = text.clean(20_000, RNG(3))
    assert text.uses(x, text.NEW) == 0
    trigger, target = text.ids(text.USED, text.TARGET)
    assert text.uses(x, text.USED) > 0
    assert not ((x[:, :-1] == trigger) & (x[:, 1:] == target)).any()


def test_every_sentence_is_longer_than_what_a_record_begins_with():
    x = text.clean(20_000, RNG(4))
    assert (x[:, text.LONGEST] > 0).all()


def test_poison_comes_on_top_and_the_clean_sentences_stay():
    x = text.clean(50, RNG(5))
    both = text.poisoned(x, 7, text.USED, RNG(6))
    assert (both[:50] == x).all() and len(both) == 57
    assert text.uses(both, text.USED) == text.uses(x, text.USED) + 7


def test_even_one_sentence_has_room_for_poison():
    assert len(text.poisoned(text.clean(1, RNG(7)), 2, text.NEW, RNG(8))) == 3
