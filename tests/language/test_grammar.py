"""The grammar against a regular expression, products by hand and plain enumeration."""

import copy
import math
import re
from collections import Counter
from functools import cache
from itertools import chain

import numpy as np
import pytest
from scipy import stats

from course_utils.language import grammar
from course_utils.language.grammar import Grammar
from course_utils.language.lexicon import by_rank, forms, lexicon
from tests.standard_errors import mean_is, share_is

RARE = grammar.QUESTION + grammar.PASSIVE + grammar.THERE + grammar.IF + grammar.NOBODY
SIZES = ("small", "large")


@cache
def built(size: str) -> Grammar:
    return Grammar(size)


def encode(size: str, *sentences: str) -> np.ndarray:
    return built(size).vocabulary.encode(sentences)


# --- the same language as a regular expression ---------------------------------------


class Expression:
    """The sentences of the grammar, facts apart, as one regular expression."""

    def __init__(self, size: str):
        self.words = lexicon(size)
        other = {name: self.alt(list_) for name, list_ in self.words["others"].items()}
        indefinite = [w for w in self.words["others"]["one"] if w != "a"]
        vowel = r"a (?![aeiou])|an (?=[aeiou])"
        self.one = f"(?:{vowel}|{self.alt(indefinite)} )"
        self.many = f"(?:{other['many']} )"
        definite = f"{other['both']} |"
        self.det = (
            f"(?:{definite}{other['this']} |{self.one})",
            f"(?:{definite}{other['these']} |{self.many})",
        )
        self.place = f"{self.det[0]}{self.bare('place', 0)}"
        self.direction, self.location = other["direction"], other["location"]
        self.both, self.manner, self.time = (
            other["both"],
            other["manner"],
            other["time"],
        )
        clause = "|".join(
            self.clause(k, n) for k in ("person", "animal") for n in (0, 1)
        )
        clause = f"(?:{clause})"
        person = f"(?:{self.phrase('person', 0)}|{self.phrase('person', 1)})"
        ask = [
            f"{('does', 'do')[n]} {self.phrase(k, n)} {self.verb(k, 0)}"
            for k in ("person", "animal")
            for n in (0, 1)
        ] + [
            f"which {self.bare('thing', n)} {('was', 'were')[n]}"
            f" {self.verbs('make', 2)} by {person}"
            for n in (0, 1)
        ]
        there = [
            f"there {('is', 'are')[n]} {(self.one, self.many)[n]}{self.bare(k, n)}"
            f" {self.location} {self.place}"
            for k in ("person", "animal", "thing")
            for n in (0, 1)
        ]
        says = [
            f"{clause}(?: {other['joining']} {clause})?",
            f"if {clause} then {clause}",
            f"nobody thinks that {clause}",
            *there,
        ]
        self.whole = re.compile(rf"(?:(?:{'|'.join(says)}) \.|(?:{'|'.join(ask)}) \?)")

    def alt(self, words) -> str:
        return f"(?:{'|'.join(words)})"

    def verbs(self, name: str, form: int) -> str:
        return self.alt([forms(e)[form] for e in self.words["verbs"][name]])

    def bare(self, kind: str, number: int) -> str:
        of = "person" if kind == "animal" else kind
        adjectives = self.alt(self.words["adjectives"][of])
        nouns = self.alt([forms(e)[number] for e in self.words["nouns"][kind]])
        return f"(?:{adjectives} )?{nouns}"

    def phrase(self, kind: str, number: int) -> str:
        return f"{self.det[number]}{self.bare(kind, number)}"

    def verb(self, kind: str, form: int) -> str:
        either = "|".join(
            self.phrase(k, n) for k in ("person", "animal") for n in (0, 1)
        )
        things = f"{self.phrase('thing', 0)}|{self.phrase('thing', 1)}"
        way = f"(?:{self.direction}|{self.location})"
        some = f"(?:(?:some|{self.both}) )?"
        kinds = [
            f"{self.verbs('rest', form)}(?: {self.manner})?",
            f"{self.verbs('go', form)} {way} {self.place}",
            f"{self.verbs('eat', form)} {some}{self.bare('food', 0)}",
            f"{self.verbs('see', form)} (?:{either})",
        ]
        if kind == "person":
            kinds.append(f"{self.verbs('make', form)} (?:{things})")
        return f"(?:{'|'.join(kinds)})(?: {self.time})?"

    def clause(self, kind: str, number: int) -> str:
        form, do = 1 - number, ("does", "do")[number]
        who = f" {'who' if kind == 'person' else 'that'} {self.verb(kind, form)}"
        of = f" of {self.place}|" if kind == "person" else ""
        verb = f"(?:{self.verb(kind, form)}|{do} not {self.verb(kind, 0)})"
        return f"{self.phrase(kind, number)}(?:{of}{who})? {verb}"


def spelt(size: str, x: np.ndarray) -> list[str]:
    """Sentences with a space before the mark."""
    words = ("", *built(size).vocabulary.words)
    return [" ".join(words[i] for i in row if i) for row in x.tolist()]


def marred(size: str, x: np.ndarray, rng: np.random.Generator) -> list[str]:
    """Sentences with one word swapped, left out, put in or in its other form."""
    lists = lexicon(size)
    other = {}
    for entry in chain(*lists["nouns"].values(), *lists["verbs"].values()):
        base, more, _ = forms(entry)
        other |= {base: more, more: base}
    other |= {"does": "do", "do": "does", "is": "are", "are": "is", "was": "were",
              "a": "an", "an": "a", "who": "that", "?": "."}  # fmt: skip
    texts = []
    for text in spelt(size, x):
        words, how = text.split(), rng.integers(4)
        at = int(rng.integers(len(words)))
        if how == 0:
            words[at] = str(rng.choice(built(size).vocabulary.words))
        elif how == 1 and len(words) > 1:
            del words[at]
        elif how == 2:
            words.insert(at, words[int(rng.integers(len(words)))])
        else:
            changed = other.get(words[at], words[at])
            words[at] = changed if changed in built(size).vocabulary else words[at]
        texts.append(" ".join(words))
    return texts


@pytest.mark.parametrize("size", SIZES)
def test_the_grammar_says_what_the_expression_says(size):
    """800 of its sentences, and as many changed, of which a fifth stay valid."""
    truth, expression = built(size), Expression(size).whole
    x = truth.sample(800, 1)
    assert truth.valid(x).all()
    plain = x[truth.facts.stated(x)[0] < 0]
    assert all(expression.fullmatch(text) for text in spelt(size, plain))
    texts = marred(size, plain, np.random.default_rng(2))
    expected = [bool(expression.fullmatch(text)) for text in texts]
    assert 100 < sum(expected) < len(expected) - 400
    assert truth.valid(encode(size, *texts)).tolist() == expected


@pytest.mark.parametrize(
    ("sentence", "valid"),
    [
        ("the farmers of my village sing .", True),
        ("the farmers of my village sings .", False),
        ("the farmer who sees the dogs sings .", True),
        ("the farmer who sees the dogs sing .", False),
        ("the dog that sees the farmer sleeps .", True),
        ("the dog who sees the farmer sleeps .", False),
        ("a dog eats bread .", True),
        ("a dog makes a boat .", False),
        ("a baker makes a boat .", True),
        ("the baker eats a boat .", False),
        ("an old uncle sings softly today .", True),
        ("a old uncle sings softly .", False),
        ("an uncle sings .", True),
        ("a happy uncle sings .", True),
        ("the uncle sings softly quietly .", False),
        ("the uncle does not sing .", True),
        ("the uncle does not sings .", False),
        ("the uncle do not sing .", False),
        ("does the uncle sing ?", True),
        ("does the uncle sing .", False),
        ("does the uncle sings ?", False),
        ("which boats were made by our uncle ?", True),
        ("which boat were made by our uncle ?", False),
        ("there are many foxes near the hill .", True),
        ("there are the foxes near the hill .", False),
        ("if the cow sleeps then the fox sings and the hen sings .", False),
        ("nobody thinks that the fox sings .", True),
        ("the fox sings because the hen sleeps .", True),
        ("some bread .", False),
    ],
)
def test_english_that_it_speaks(sentence, valid):
    assert built("small").valid(encode("small", sentence)).tolist() == [valid]


# --- probabilities by hand -----------------------------------------------------------

WORDS = lexicon("small")
PLAIN = 1 - grammar.FACTS - RARE
HE, BARE = 1 - grammar.OF - grammar.WHO, 1 - grammar.ADJECTIVE
DOES, SOON = 1 - grammar.NEGATED, 1 - grammar.TIME
THE = grammar.DETERMINERS[0]["both"] * by_rank(WORDS["others"]["both"])["the"]
FARMER = THE * BARE * by_rank(WORDS["nouns"]["person"])["farmer"]
SING = by_rank(WORDS["verbs"]["rest"])["sing"] * (1 - grammar.MANNER) * SOON
SINGS = DOES * SING / 5
HILL = THE * BARE * by_rank(WORDS["nouns"]["place"])["hill"]
LONE = grammar.DETERMINERS[0]["one"] * by_rank(WORDS["others"]["one"])["a"]
ALONE = 1 - grammar.JOINED
COW = 0.4 * 0.6 * THE * BARE * by_rank(WORDS["nouns"]["animal"])["cow"]


@pytest.mark.parametrize(
    ("sentence", "p"),
    [
        ("the farmer sings .", PLAIN * 0.36 * FARMER * HE * SINGS * ALONE),
        ("an old uncle sings .",
         PLAIN * 0.36 * LONE * grammar.ADJECTIVE
         * by_rank(WORDS["adjectives"]["person"])["old"]
         * by_rank(WORDS["nouns"]["person"])["uncle"] * HE * SINGS * ALONE),
        ("the cow sings .",
         PLAIN * COW * (1 - grammar.WHO - grammar.OF) / (1 - grammar.OF)
         * DOES * SING / 4 * ALONE),
        ("the farmer of the hill sings today .",
         PLAIN * 0.36 * FARMER * grammar.OF * HILL * SINGS / SOON * grammar.TIME
         * by_rank(WORDS["others"]["time"])["today"] * ALONE),
        ("the farmer who sings does not sing .",
         PLAIN * 0.36 * FARMER * grammar.WHO * SINGS / DOES * grammar.NEGATED * SING / 5
         * ALONE),
        ("the farmer sings and the farmer sings .",
         PLAIN * (0.36 * FARMER * HE * SINGS) ** 2 * grammar.JOINED
         * by_rank(WORDS["others"]["joining"])["and"]),
        ("if the farmer sings then the farmer sings .",
         grammar.IF * (0.36 * FARMER * HE * SINGS) ** 2),
        ("nobody thinks that the farmer sings .",
         grammar.NOBODY * 0.36 * FARMER * HE * SINGS),
        ("does the farmer sing ?", grammar.QUESTION * 0.36 * FARMER * SING / 5),
        ("which boats were made by the farmer ?",
         grammar.PASSIVE * 0.4 * BARE * by_rank(WORDS["nouns"]["thing"])["boat"]
         * by_rank(WORDS["verbs"]["make"])["make//made"] * 0.6 * FARMER),
        ("there is one farmer near the hill .",
         grammar.THERE * 0.3 * 0.6 * by_rank(WORDS["others"]["one"])["one"]
         * BARE * by_rank(WORDS["nouns"]["person"])["farmer"]
         * by_rank(WORDS["others"]["location"])["near"] * HILL),
        ("the farmer goes to the hill .",
         PLAIN * 0.36 * FARMER * HE * DOES / 5
         * by_rank(WORDS["verbs"]["go"])["go/goes"]
         * 0.6 * by_rank(WORDS["others"]["direction"])["to"] * HILL * SOON
         * ALONE),
        ("the farmer eats some bread .",
         PLAIN * 0.36 * FARMER * HE * DOES / 5 * by_rank(WORDS["verbs"]["eat"])["eat"]
         * 0.2 * BARE * by_rank(WORDS["nouns"]["food"])["bread"] * SOON
         * ALONE),
    ],
)  # fmt: skip
def test_probabilities_by_hand(sentence, p):
    found = built("small").log_prob(encode("small", sentence))[0]
    assert found == pytest.approx(math.log(p), abs=1e-9)


# --- all sentences of a very small one -----------------------------------------------


def tiny() -> dict:
    """One word or two in most lists, none in some."""
    words = {part: {name: [] for name in lists} for part, lists in WORDS.items()}
    words["nouns"] |= {"person": ["uncle"], "thing": ["kite"], "place": ["mill"]}
    words["verbs"] |= {"rest": ["sing"], "make": ["carry//carried"]}
    words["others"] |= {"both": ["the"], "many": ["two"], "location": ["near"],
                        "joining": ["and"]}  # fmt: skip
    words["facts"]["persons"] = ["ada", "bo", "cy"]
    words["objects"] = {"lives in": ["oslo", "rome"], "drinks": ["tea", "milk"]}
    return words


def everything(truth: Grammar) -> np.ndarray:
    """All sentences, found by asking for the next word over and over."""
    open_, done = np.zeros((1, 0), dtype=np.int32), []
    while len(open_):
        law = truth.next_word(open_)
        row, word = np.nonzero(law)
        longer = np.column_stack([open_[row], word])
        done += [np.pad(s, (0, truth.longest - len(s) + 1)) for s in longer[word == 0]]
        open_ = longer[word > 0]
    return np.array(done)


def test_all_sentences_of_a_tiny_grammar():
    truth = Grammar(tiny())
    x = everything(truth)
    p = np.exp(truth.log_prob(x))
    assert len(x) == len(np.unique(x, axis=0)) > 1_000
    assert p.sum() == pytest.approx(1, abs=1e-9)
    assert stats.entropy(p) == pytest.approx(truth.entropy)
    words = np.array([np.bincount(row, minlength=len(truth.word_law)) for row in x])
    np.testing.assert_allclose(p @ (words > 0), truth.occurs, atol=1e-9)
    assert p[truth.is_rare_construction(x)].sum() == pytest.approx(RARE)
    fact, true = truth.facts.stated(x)
    assert p[fact >= 0].sum() == pytest.approx(grammar.FACTS)
    assert true[fact >= 0].all() and sorted(fact[true]) == list(range(6))
    assert truth.grammatical(x).all()


def test_empty_lists_leave_their_phrases_out():
    words = tiny()
    words["facts"]["persons"], words["others"]["location"] = [], []
    truth = Grammar(words)
    assert len(truth.facts) == 0 and "there" not in truth.vocabulary
    x = truth.sample(50, 1)
    assert truth.facts.stated(x)[0].tolist() == [-1] * 50 and truth.grammatical(x).all()
    assert truth.facts.ask(truth).right.shape == (0,)
    plain = 1 - grammar.FACTS - RARE
    first = truth.next_word(np.zeros((1, 0), dtype=int))[0]
    (if_,) = truth.vocabulary.encode(["if"])[0]
    total = plain + RARE - grammar.THERE
    assert first[if_] == pytest.approx(grammar.IF / total)


# --- sampled against exact -----------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_samples_agree_with_the_exact_figures(size):
    """20,000 sentences: entropy, length, first words, rare constructions, facts."""
    truth = built(size)
    x = truth.sample(20_000, 5)
    mean_is(-truth.log_prob(x), truth.entropy)
    mean_is((x > 0).sum(axis=1), truth.mean_length)
    share_is(truth.is_rare_construction(x).sum(), len(x), RARE)
    share_is((truth.facts.stated(x)[0] >= 0).sum(), len(x), grammar.FACTS)
    law = truth.next_word(np.zeros((1, 0), dtype=int))[0]
    seen = np.bincount(x[:, 0], minlength=len(law))
    said = law > 0
    assert stats.chisquare(seen[said], len(x) * law[said]).pvalue > 1e-3
    for word in np.argsort(-truth.word_law, kind="stable")[:20]:
        mean_is((x == word).sum(axis=1), truth.word_law[word] * truth.mean_length)
        share_is((x == word).any(axis=1).sum(), len(x), truth.occurs[word])


def test_unseen_words_are_as_many_as_expected():
    """40 samples of 500 sentences of the small grammar."""
    truth = built("small")
    size = len(truth.vocabulary)
    unseen = [
        size + 1 - len(np.unique(np.append(truth.sample(500, seed), 0)))
        for seed in range(40)
    ]
    mean_is(unseen, truth.unseen(500))


def test_next_words_multiply_to_the_probability():
    truth = built("large")
    x = truth.sample(30, 8)
    total = np.zeros(len(x))
    for k in range(x.shape[1]):
        going = np.flatnonzero((x[:, :k] > 0).all(axis=1))
        law = truth.next_word(x[going, :k])
        np.testing.assert_allclose(law.sum(axis=1), 1, atol=1e-9)
        total[going] += np.log(law[np.arange(len(going)), x[going, k]])
    np.testing.assert_allclose(total, truth.log_prob(x))


@pytest.mark.parametrize(("size", "least", "most"), [("small", 330, 350),
                                                     ("large", 720, 750)])  # fmt: skip
def test_sizes(size, least, most):
    truth = built(size)
    assert least <= len(truth.vocabulary) <= most
    assert truth.rare.sum() == round(0.3 * len(truth.vocabulary))
    assert truth.word_law[truth.rare].max() <= truth.word_law[1:][~truth.rare[1:]].min()
    assert truth.word_law.sum() == pytest.approx(1)
    assert truth.longest < 40 and 7 < truth.mean_length < 9
    assert (
        repr(truth)
        == f"Grammar of {len(truth.vocabulary)} words, {truth.states} states"
    )


# --- facts ---------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_two_hundred_facts(size):
    facts, words = built(size).facts, lexicon(size)
    assert (
        len(facts) == 200 == len(set(zip(facts.subject, facts.relation, strict=True)))
    )
    assert facts.relations[facts.relation[0]] == "lives in"
    assert built(size).vocabulary.decode(facts.sentences[:1]) == ["mara lives in oslo."]
    shares = np.arange(2, 202) ** -1.1
    np.testing.assert_allclose(facts.probability, 0.12 * shares / shares.sum())
    for number, relation in enumerate(facts.relations):
        objects = words["objects"][relation]
        expected = {built(size).vocabulary.encode([o])[0, 0] for o in objects}
        assert set(facts.candidates[number]) == expected
        counts = Counter(facts.object[facts.relation == number])
        assert set(counts) == expected and max(counts.values()) <= 40 / len(objects) + 3
        frequent = np.flatnonzero(facts.relation == number) < 100
        assert 10 <= frequent.sum() <= 30


def test_a_false_fact_is_grammatical_and_not_valid():
    truth = built("small")
    x = encode(
        "small",
        "mara lives in oslo .",
        "mara lives in rome .",
        "mara lives in tea .",
        "mara drinks tea .",
        "mara drinks milk .",
        "farmer drinks milk .",
        "mara drinks milk ?",
        "mara drinks milk",
        "mara drinks milk . .",
        "drinks milk .",
        "mara lives near oslo .",
        "mara fears oslo .",
        "the farmer sings .",
        "the farmer sing .",
        "",
    )
    drinks = [f for f in range(200) if spelt("small", truth.facts.sentences[[f]])[0]
              == "mara drinks tea ."]  # fmt: skip
    fact, true = truth.facts.stated(x)
    assert fact.tolist() == [0, 0, -1, drinks[0], drinks[0]] + [-1] * 10
    assert true.tolist() == [True, False, False, True, False] + [False] * 10
    assert truth.valid(x).tolist() == [*true[:12], True, False, False]
    expected = [True, True, False, True, True] + [False] * 7 + [True, False, False]
    assert truth.grammatical(x).tolist() == expected
    assert truth.log_prob(x[1:2])[0] == -np.inf


def test_each_sentence_is_judged_by_itself():
    """Also in a batch too narrow for the longest facts, and with a stranger in it."""
    truth = built("small")
    last = spelt("small", truth.facts.sentences[-1:])[0].split()
    for words, number in ((last, 199), (["farmer", *last[1:]], -1)):
        fact, true = truth.facts.stated(encode("small", " ".join(words)))
        assert fact.tolist() == [number] and true.tolist() == [number == 199]
    assert truth.facts.stated(encode("small", "mara ."))[0].tolist() == [-1]


def test_the_truth_knows_all_facts():
    facts = built("large").facts
    answers = facts.ask(built("large"))
    np.testing.assert_allclose(answers.probability, 1)
    np.testing.assert_array_equal(answers.answer, facts.object)
    assert answers.right.all()


class Says:
    """A model with one next-word law for all prefixes."""

    def __init__(self, law):
        self.law, self.prefixes = law, []

    def next_word(self, prefix):
        self.prefixes += prefix.tolist()
        return np.tile(self.law, (len(prefix), 1))


def test_a_model_that_says_one_thing():
    """It knows the facts about tea, and answers 0 where it has no idea."""
    truth = built("small")
    law, tea = np.zeros(len(truth.vocabulary) + 1), encode("small", "tea")[0, 0]
    law[[tea, encode("small", "the")[0, 0]]] = 0.25, 0.75
    model = Says(law)
    answers = truth.facts.ask(model)
    about = truth.facts.object == tea
    np.testing.assert_array_equal(answers.right, about)
    np.testing.assert_allclose(answers.probability, np.where(about, 0.25, 0))
    drinks = truth.facts.relation == truth.facts.relations.index("drinks")
    np.testing.assert_array_equal(answers.answer, np.where(drinks, tea, 0))
    texts = spelt("small", truth.facts.sentences)
    assert sorted(spelt("small", np.array([[*p, 0][:3] for p in model.prefixes]))) == (
        sorted(text.rsplit(" ", 2)[0] for text in texts)
    )


def test_an_answer_of_the_wrong_shape_is_refused():
    with pytest.raises(
        ValueError, match=r"returned shape \(40, 3\), but .* \(40, \d+\)"
    ):
        built("small").facts.ask(Says(np.ones(3)))
    with pytest.raises(ValueError, match=r"x is an array of shape \(3,\)"):
        built("small").facts.stated(np.array([1, 2, 0]))


# --- words ---------------------------------------------------------------------------


def test_no_word_is_in_two_lists():
    words = lexicon("large")
    said = Counter()
    for part, lists in words.items():
        for entries in lists.values():
            for entry in entries:
                said.update({w for w in forms(entry) if w} if part in ("nouns", "verbs")
                            else {entry})  # fmt: skip
    assert {word for word, count in said.items() if count > 1} == set()
    assert not set(said) & {
        "does",
        "do",
        "not",
        "who",
        "that",
        "of",
        "if",
        "then",
        "by",
    }


def test_the_small_lists_begin_the_large_ones():
    small, large = lexicon("small"), lexicon("large")
    for part, lists in large.items():
        for name, entries in lists.items():
            few = small[part][name]
            assert few == entries[: len(few)] and few
    assert len(small["nouns"]["person"]) == 14 and len(large["nouns"]["person"]) > 35


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("cat", ("cat", "cats", "")),
        ("fox", ("fox", "foxes", "")),
        ("watch", ("watch", "watches", "")),
        ("brush", ("brush", "brushes", "")),
        ("pony", ("pony", "ponies", "")),
        ("monkey", ("monkey", "monkeys", "")),
        ("mouse/mice", ("mouse", "mice", "")),
        ("carry//carried", ("carry", "carries", "carried")),
        ("go/goes/gone", ("go", "goes", "gone")),
    ],
)
def test_forms(entry, expected):
    assert forms(entry) == expected


def test_shares_fall_by_rank():
    law = by_rank(["x", "y", "z"])
    assert sum(law.values()) == pytest.approx(1)
    assert law["x"] / law["z"] == pytest.approx((4 / 2) ** 1.1)
    assert by_rank([]) == {}


@pytest.mark.parametrize("size", ["medium", None, 3])
def test_an_unknown_size_is_refused(size):
    with pytest.raises(
        ValueError, match=f"size is {size!r}, but it must be small or l"
    ):
        Grammar(size)


def test_a_lexicon_without_sentences_is_refused():
    words = copy.deepcopy(tiny())
    for part in ("nouns", "facts", "objects"):
        words[part] = {name: [] for name in words[part]}
    with pytest.raises(ValueError, match="start is None, but it must be a state"):
        Grammar(words)


@pytest.mark.parametrize(
    ("part", "change", "message"),
    [
        ("objects", {"lives in": ["new york", "oslo"]}, "'lives in' holds .*york"),
        ("objects", {"drinks": ["tea", "tea"]}, "'drinks' holds .* each once"),
        ("facts", {"persons": ["Ada"]}, "'persons' holds .* in lower case"),
        ("facts", {"persons": ["ada", "ada", "bo"]}, "'persons' holds .* each once"),
        ("verbs", None, "lacks 'verbs': eat, go, make, rest, see"),
        ("objects", None, "lacks 'objects'"),
    ],
)
def test_a_lexicon_whose_facts_could_not_be_told_is_refused(part, change, message):
    words = copy.deepcopy(tiny())
    if change is None:
        del words[part]
    else:
        words[part] |= change
    with pytest.raises(ValueError, match=message):
        Grammar(words)


def test_bad_sentences_are_refused():
    truth = built("small")
    size = len(truth.vocabulary)
    for ask in (truth.log_prob, truth.valid, truth.grammatical, truth.next_word,
                truth.is_rare_construction):  # fmt: skip
        with pytest.raises(ValueError, match=f"there are words 1 to {size}, and 0"):
            ask(np.array([[size + 1]]))
        with pytest.raises(ValueError, match="1 rows with words after a 0"):
            ask(np.array([[1, 0, 1]]))
        with pytest.raises(ValueError, match="kind float64, but it must be"):
            ask(np.array([[1.0, np.nan]]))
