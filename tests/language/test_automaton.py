"""The automaton against plain lists of sentences with their probabilities."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from course_utils.language.automaton import END, Automaton, Builder
from tests.standard_errors import mean_is

WORDS = ("a", "b", "c")
LAW = {
    "a .": 0.3, "a b .": 0.05, "a c .": 0.05, "b .": 0.2, "b b c .": 0.1,
    "c a b .": 0.15, "c b b .": 0.1, "c c c c ?": 0.05,
}  # fmt: skip
bodies = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(tuple)
laws = st.dictionaries(bodies, st.floats(0.01, 1), min_size=1, max_size=12)


def automaton(law: dict[str, float]) -> Automaton:
    """The law, as a mixture of one chain for each sentence."""
    build = Builder()
    return Automaton(
        build, build.mix(*((p, build.chain(s.split(), END)) for s, p in law.items()))
    )


def residuals(law: dict[str, float]) -> set:
    """The laws of what may follow some beginning: Myhill-Nerode, by listing."""
    after = {}
    for sentence, p in law.items():
        words = (*sentence.split(), "end")
        for k in range(len(words)):
            rest = after.setdefault(words[:k], {})
            rest[words[k:]] = rest.get(words[k:], 0) + p
    return {
        frozenset((s, round(p / sum(rest.values()), 6)) for s, p in rest.items())
        for rest in after.values()
    }


@given(laws)
def test_everything_agrees_with_the_list_of_sentences(weights):
    total = sum(weights.values())
    law = {" ".join([*s, "."]): w / total for s, w in weights.items()}
    machine = automaton(law)
    encode, size = machine.vocabulary.encode, len(machine.vocabulary)
    sentences, p = list(law), np.array(list(law.values()))
    np.testing.assert_allclose(machine.log_prob(encode(sentences)), np.log(p))
    assert machine.entropy == pytest.approx(stats.entropy(p), abs=1e-12)
    counts = np.array([
        [s.split().count(w) for w in machine.vocabulary.words] for s in sentences
    ])  # fmt: skip
    assert machine.mean_length == pytest.approx(p @ counts.sum(axis=1))
    assert machine.longest == counts.sum(axis=1).max()
    expected = p @ counts / machine.mean_length
    np.testing.assert_allclose(machine.word_law, [0, *expected])
    assert machine.entropy_per_word == machine.entropy / machine.mean_length
    occurs = p @ (counts > 0)
    np.testing.assert_allclose(machine.occurs[1:], occurs, atol=1e-12)
    assert machine.unseen(7) == pytest.approx(np.sum((1 - occurs) ** 7), abs=1e-6)
    assert machine.unseen(0) == size
    assert machine.states == len(residuals(law))


@given(laws)
def test_next_words_agree_with_the_list_of_sentences(weights):
    law = {" ".join([*s, "."]): w for s, w in weights.items()}
    machine = automaton(law)
    for sentence in law:
        words = sentence.split()
        for k in range(len(words) + 1):
            after = np.zeros(len(machine.vocabulary) + 1)
            for other, w in law.items():
                if other.split()[:k] == words[:k]:
                    follows = machine.vocabulary.encode([other])[0][k : k + 1]
                    after[follows if len(follows) else END] += w
            prefix = machine.vocabulary.encode([" ".join(words[:k])])
            found = machine.next_word(prefix)
            assert found.shape == (1, len(machine.vocabulary) + 1)
            np.testing.assert_allclose(found[0], after / after.sum(), atol=1e-12)


def test_what_is_never_said_has_no_probability():
    machine = automaton(LAW)
    tried = [
        " ".join([*words, mark])
        for k in range(4)
        for words in itertools.product(WORDS, repeat=k)
        for mark in (".", "?")
    ]
    x = machine.vocabulary.encode([*tried, "", "a", "a . .", "a . a ."])
    expected = [s in LAW for s in tried] + [False] * 4
    assert machine.valid(x).tolist() == expected
    assert np.exp(machine.log_prob(x)).sum() == pytest.approx(1 - LAW["c c c c ?"])


def test_a_sentence_as_wide_as_the_batch_must_end_too():
    machine = automaton(LAW)
    assert machine.valid(machine.vocabulary.encode(["b b"])).tolist() == [False]
    assert machine.valid(machine.vocabulary.encode(["b ."])).tolist() == [True]


def test_padding_costs_nothing():
    machine = automaton(LAW)
    x = machine.vocabulary.encode(list(LAW))
    wide = np.pad(x, ((0, 0), (0, 3)))
    np.testing.assert_array_equal(machine.log_prob(wide), machine.log_prob(x))


def test_samples_follow_the_law():
    """20,000 sentences: chi-square over the 8 there are, above 1 in 1,000."""
    machine = automaton(LAW)
    x = machine.sample(20_000, 1)
    assert x.dtype == np.int32 and x.shape == (20_000, 5)
    texts = [
        t.replace(".", " .").replace("?", " ?") for t in machine.vocabulary.decode(x)
    ]
    seen = [texts.count(s) for s in LAW]
    assert stats.chisquare(seen, 20_000 * np.array(list(LAW.values()))).pvalue > 1e-3
    mean_is(-machine.log_prob(x), machine.entropy)
    long = (x[:, 3] > 0).astype(float)
    assert abs(np.corrcoef(long[:-1], long[1:])[0, 1]) < 4 / math.sqrt(20_000)


def test_samples_repeat_and_have_no_spare_columns():
    machine = automaton(LAW)
    np.testing.assert_array_equal(
        machine.sample(50, 3), machine.sample(50, np.random.default_rng(3))
    )
    assert machine.sample(0, 1).shape == (0, 0)
    for seed in range(20):
        assert machine.sample(2, seed)[:, -1].any()


class Extreme(np.random.Generator):
    """Draws the largest number below 1 only."""

    def random(self, size):
        return np.full(size, 1 - 2**-53)


def test_the_largest_draw_stays_in_its_state():
    """State 1 and almost 1 is 2.0 in floating point."""
    machine = automaton(LAW)
    assert machine.valid(machine.sample(3, Extreme(np.random.PCG64(1)))).all()


def test_equal_endings_are_one_state():
    """Two beginnings, one ending: start, after the first word, the stop, the end."""
    law = {f"{first} {second} .": 0.25 for first in "ab" for second in "ab"}
    assert automaton(law).states == 4
    law |= {"a c .": 0.25}
    assert automaton(law).states == 5


def test_almost_equal_endings_are_two():
    law = {"a a .": 0.25, "a b .": 0.25, "b a .": 0.25 + 1e-8, "b b .": 0.25 - 1e-8}
    machine = automaton(law)
    assert machine.states == 5
    found = machine.log_prob(machine.vocabulary.encode(list(law)))
    np.testing.assert_allclose(found, np.log(list(law.values())), rtol=1e-12)


def test_states_that_no_sentence_visits_are_left_out():
    build = Builder()
    stop = build.chain(["."], END)
    build.chain(["lost", "words"], stop)
    machine = Automaton(build, build.chain(["a"], stop))
    assert machine.states == 3 and machine.vocabulary.words == (".", "a")


def test_the_rare_words_are_the_least_probable():
    machine = automaton({f"w{i} .": 2.0**-i for i in range(1, 10)})
    rare = [machine.vocabulary.words[i - 1] for i in np.flatnonzero(machine.rare)]
    assert rare == ["w7", "w8", "w9"] and not machine.rare[END]
    total = sum(2.0**-i for i in range(1, 10))
    assert machine.tail_mass == pytest.approx((2**-7 + 2**-8 + 2**-9) / total / 2)


def test_what_says_nothing_drops_out():
    build = Builder()
    stop = build.chain(["."], END)
    assert build.words({}, stop) is None
    assert build.chain(["a"], None) is None
    assert build.mix((0.5, None), (0.0, stop)) is None
    assert build.mix((0.5, None), (0.1, stop)) == stop
    assert build.keep(None, True) == (0.0, None)


def test_a_state_is_parted_by_its_first_letters():
    build = Builder()
    stop = build.chain(["."], END)
    state = build.words({"owl": 1, "ant": 2, "cow": 3, "yak": 2}, stop)
    share, vowels = build.keep(state, True)
    assert share == pytest.approx(3 / 8)
    law = {word: p for word, (p, _) in build.edges[vowels].items()}
    assert law == pytest.approx({"owl": 1 / 3, "ant": 2 / 3})
    assert build.keep(state, False)[0] == pytest.approx(5 / 8)
    assert build.keep(vowels, False) == (0.0, None)


def test_what_has_no_weight_is_never_said():
    build = Builder()
    stop = build.chain(["."], END)
    machine = Automaton(build, build.words({"a": 0.0, "b": 2.0, "c": 6.0}, stop))
    assert machine.vocabulary.words == (".", "b", "c")
    assert machine.entropy == pytest.approx(stats.entropy([0.25, 0.75]))
    assert build.words({"a": 0.0}, stop) is None
    assert build.mix((0.0, stop), (1.0, build.words({"b": 1.0}, stop))) != stop


@pytest.mark.parametrize("bad", [math.nan, math.inf, -1.0])
def test_bad_weights_are_refused(bad):
    build = Builder()
    stop = build.chain(["."], END)
    with pytest.raises(ValueError, match="must be finite and >= 0"):
        build.words({"a": bad, "b": 3.0}, stop)
    with pytest.raises(ValueError, match="must be finite and >= 0"):
        build.mix((bad, stop), (3.0, build.chain(["a"], stop)))


def test_a_grammar_with_more_ways_than_32_bits_count():
    """Sentences of two words that nothing else has: states times words is 3e9."""
    build, n = Builder(), 39_000
    machine = Automaton(
        build,
        build.mix(*((1.0, build.chain([f"a{i}", f"b{i}"], END)) for i in range(n))),
    )
    assert machine.states * len(machine.vocabulary) > 2**31
    assert machine.valid(machine.sample(2_000, 0)).all()


def test_bad_input_is_refused():
    machine, build = automaton(LAW), Builder()
    with pytest.raises(ValueError, match="end where another goes on"):
        automaton({"a": 0.5, "a b": 0.5})
    with pytest.raises(ValueError, match="start is None, but it must be a state"):
        Automaton(build, None)
    with pytest.raises(ValueError, match="start is 0, but it must be a state"):
        Automaton(build, END)
    with pytest.raises(ValueError, match="prefix has 2 rows that begin no sentence"):
        machine.next_word(machine.vocabulary.encode(["b a", "b b", "? ?"]))
    with pytest.raises(ValueError, match=r"prefix has 1 rows .* without padding"):
        machine.next_word(machine.vocabulary.encode(["a .", "b"])[:, [0, 1]])
    with pytest.raises(ValueError, match=r"prefix has 1 rows .* without padding"):
        machine.next_word(np.pad(machine.vocabulary.encode(["a ."]), ((0, 0), (0, 1))))
    with pytest.raises(ValueError, match=r"x holds ids from 0 to 6, but .* 1 to 5"):
        machine.log_prob(np.array([[6, 0]]))
    with pytest.raises(ValueError, match="n is -1, but it must be a whole number"):
        machine.sample(-1, 0)
    with pytest.raises(TypeError, match="seed is None, but it must be"):
        machine.sample(1, None)
    with pytest.raises(ValueError, match=r"n is 0\.5, but it must be a whole number"):
        machine.unseen(0.5)


def test_the_gap_is_the_mean_of_log_ratios_over_the_words():
    truth = automaton(LAW)
    bland = automaton({name: 1 / len(LAW) for name in LAW})
    x = truth.vocabulary.encode(["a .", "c c c c ?", "a ."])
    lost = 2 * math.log(LAW["a ."] * len(LAW)) + math.log(LAW["c c c c ?"] * len(LAW))
    assert truth.gap(bland, x) == pytest.approx(lost / (2 + 5 + 2))
    assert truth.gap(truth, x) == 0
    never = truth.vocabulary.encode(["b c ."])
    with pytest.raises(
        ValueError, match="x has 3 words and 1 sentences that the truth"
    ):
        truth.gap(bland, never)
    with pytest.raises(ValueError, match="x has 0 words and 0 sentences"):
        truth.gap(bland, x[:0])


def test_the_gap_passes_options_on():
    class Never:
        def log_prob(self, x, *, floor):
            return np.full(len(x), math.log(floor))

    truth = automaton(LAW)
    x = truth.vocabulary.encode(["b ."])
    assert truth.gap(Never(), x, floor=0.1) == pytest.approx(math.log(2) / 2)
