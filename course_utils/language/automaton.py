"""A probabilistic automaton: exact answers about all sentences of a grammar.

Each word leads from a state to one next state, so a sentence has one path, and its
probability is a product along it. Leaves out loops: there are finitely many sentences.
State 0 is the end; the word 0 leads from it to itself, so padding costs nothing. The
grammar of notebook 07 is one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

import numpy as np

from .. import checks
from .vocabulary import Vocabulary, batch

END = 0
RARE = 0.3
Edges = dict[str, tuple[float, int]]


class Builder:
    """States made from the end of the sentences backwards; equal ones are one state.

    Each method returns the number of a state, or None for one that says nothing (no
    words are left to choose from).
    """

    def __init__(self):
        self.edges: list[Edges] = [{"": (1.0, END)}]
        self._known: dict[frozenset, int] = {}
        self._mixed: dict[frozenset, int] = {}

    def words(self, law: Mapping[str, float], then: int | None) -> int | None:
        """Say one word, drawn by weight, and go on in state ``then``."""
        law = _shares(law)
        if then is None or not law:
            return None
        return self._state({word: (p, then) for word, p in law.items()})

    def chain(self, words: Iterable[str], then: int | None) -> int | None:
        """Say these words, one after the other, and go on in state ``then``."""
        for word in reversed(list(words)):
            then = self.words({word: 1.0}, then)
        return then

    def mix(self, *parts: tuple[float, int | None]) -> int | None:
        """Go on as one of the states, drawn by weight; those that are None drop out.

        A word that several of them can say leads to the mixture of what may follow,
        weighted by how likely each of them was to say it (Bayes).
        """
        weights = defaultdict(float)
        for weight, state in parts:
            if state is not None:
                weights[state] += weight
        weights = _shares(weights)
        if len(weights) <= 1:
            return next(iter(weights), None)
        if END in weights:
            raise ValueError(
                "a sentence would end where another goes on, but each must end in a "
                "word of its own, such as a full stop"
            )
        key = frozenset((state, round(p, 12)) for state, p in weights.items())
        if key not in self._mixed:
            self._mixed[key] = self._mix(weights)
        return self._mixed[key]

    def keep(self, state: int | None, vowel: bool) -> tuple[float, int | None]:
        """The share of first words that begin with a vowel, or do not; only these."""
        edges = self.edges[state].items() if state else ()
        kept = {w: edge for w, edge in edges if (w[0] in "aeiou") == vowel}
        share = sum(p for p, _ in kept.values())
        if not kept:
            return 0.0, None
        return share, self._state({w: (p / share, to) for w, (p, to) in kept.items()})

    def _mix(self, weights: dict[int, float]) -> int:
        ways = defaultdict(list)
        for state, weight in weights.items():
            for word, (p, to) in self.edges[state].items():
                ways[word].append((weight * p, to))
        return self._state({
            word: (sum(p for p, _ in parts), self.mix(*parts))
            for word, parts in ways.items()
        })  # fmt: skip

    def _state(self, edges: Edges) -> int:
        key = frozenset((word, round(p, 12), to) for word, (p, to) in edges.items())
        if key not in self._known:
            self._known[key] = len(self.edges)
            self.edges.append(edges)
        return self._known[key]


class Automaton:
    """The law of the sentences that begin in a state of a builder.

    vocabulary : V words, by alphabet. states : how many, the end counted.
    entropy : nats per sentence; entropy_per_word : nats per word, marks counted.
    mean_length, longest : words of a sentence, marks counted.
    word_law : (V+1,) expected share of each word among all words; 0 for the end.
    rare : (V+1,) bool, the 30 % of the words that are least probable (ties go by
        alphabet); tail_mass : their expected share among all words.
    """

    def __init__(self, builder: Builder, start: int | None):
        if not start:
            raise ValueError(
                f"start is {start!r}, but it must be a state with at least one sentence"
            )
        number = _reachable(builder.edges, start)
        rows = sorted(
            (number[state], word, p, number[to])
            for state in number
            for word, (p, to) in builder.edges[state].items()
        )
        source, words, p, following = zip(*rows, strict=True)
        self.vocabulary = Vocabulary(sorted({word for word in words if word}))
        ids = {word: i for i, word in enumerate(("", *self.vocabulary.words))}
        self.states, self.start = len(number), number[start]
        self._source = np.array(source, dtype=np.int32)
        self._word = np.array([ids[word] for word in words], dtype=np.int32)
        self._next = np.array(following, dtype=np.int64)
        self._p = np.array(p)
        self._log_p = np.log(self._p)
        self._key = self._source.astype(np.int64) * len(ids) + self._word
        self._first = np.searchsorted(self._source, np.arange(self.states + 1))
        running = np.cumsum(self._p)
        before = np.concatenate([[0.0], running])[self._first[self._source]]
        self._cumulative = self._source + (running - before)
        self._count()

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """(n, length) ids of n sentences, as wide as the longest of them."""
        n, rng = checks.count("n", n), checks.generator(rng)
        active, state, columns = np.arange(n), np.full(n, self.start), []
        while len(active):
            drawn = state + rng.random(len(active))
            edge = np.searchsorted(self._cumulative, drawn, side="right")
            edge = np.minimum(edge, self._first[state + 1] - 1)
            columns.append(np.zeros(n, dtype=np.int32))
            columns[-1][active] = self._word[edge]
            state = self._next[edge]
            active, state = active[state != END], state[state != END]
        return np.stack(columns, axis=1) if n else np.zeros((0, 0), dtype=np.int32)

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        """(n,) natural-log probabilities of sentences (n, length), ends included.

        -inf for what the grammar never says.
        """
        x = batch("x", x, len(self.vocabulary))
        return self._follow(np.pad(x, ((0, 0), (0, 1))))[0]

    def gap(self, model, x: np.ndarray, **options) -> float:
        """Surprise of a model on sentences x beyond that of the truth, nats per word.

        options go to ``model.log_prob``. 0 if the model is this truth itself.
        ValueError for sentences that the truth never says, and for no words at all.
        """
        if model is self:
            return 0.0
        true, words = self.log_prob(x), np.count_nonzero(x)
        never = np.count_nonzero(true == -np.inf)
        if never or not words:
            raise ValueError(
                f"x has {words} words and {never} sentences that the truth never says, "
                "but at least one word and no such sentence are needed"
            )
        return float((true - model.log_prob(x, **options)).sum() / words)

    def valid(self, x: np.ndarray) -> np.ndarray:
        """(n,) bool: can the grammar say this sentence?"""
        return self.log_prob(x) > -np.inf

    def next_word(self, prefix: np.ndarray) -> np.ndarray:
        """(m, V+1) probabilities of the word after each prefix (m, k); column 0: end.

        Raises ValueError for a prefix that begins no sentence.
        """
        prefix = batch("prefix", prefix, len(self.vocabulary))
        log_p, state = self._follow(prefix)
        bad = np.count_nonzero((log_p == -np.inf) | (prefix == 0).any(axis=1))
        if bad:
            raise ValueError(
                f"prefix has {bad} rows that begin no sentence, but each must be the "
                "first words of one, without padding"
            )
        ways = self._first[state + 1] - self._first[state]
        row = np.repeat(np.arange(len(prefix)), ways)
        edge = np.arange(len(row)) + np.repeat(
            self._first[state + 1] - ways.cumsum(), ways
        )
        law = np.zeros((len(prefix), len(self.vocabulary) + 1))
        law[row, self._word[edge]] = self._p[edge]
        return law

    @cached_property
    def occurs(self) -> np.ndarray:
        """(V+1,) probabilities that a sentence has the word at least once. Exact."""
        without = np.ones((self.states, len(self.word_law)))
        for state in range(1, self.states):
            edges = slice(self._first[state], self._first[state + 1])
            p, word, following = self._p[edges], self._word[edges], self._next[edges]
            reached, which = np.unique(following, return_inverse=True)
            without[state] = np.bincount(which, p) @ without[reached]
            without[state, word] -= p * without[following, word]
        occurs = np.clip(1 - without[self.start], 0, 1)
        occurs[END] = 1.0
        return occurs

    def unseen(self, n: int) -> float:
        """Expected number of words of the vocabulary that n sentences lack. Exact."""
        return float(np.sum((1 - self.occurs[1:]) ** checks.count("n", n)))

    def _count(self) -> None:
        """Exact sums over all sentences, from the expected visits to each state."""
        at, visits, steps = np.zeros(self.states), np.zeros(self.states), 0
        at[self.start] = 1
        while at[END + 1 :].any():
            visits, steps = visits + at, steps + 1
            at = np.bincount(self._next, at[self._source] * self._p, self.states)
            at[END] = 0
        flow = visits[self._source] * self._p
        self.longest, self.mean_length = steps, float(visits.sum())
        self.entropy = float(-flow @ self._log_p)
        self.entropy_per_word = self.entropy / self.mean_length
        law = np.bincount(self._word, flow, len(self.vocabulary) + 1)
        self.word_law = law / self.mean_length
        count = round(RARE * len(self.vocabulary))
        self.rare = np.zeros(len(law), dtype=bool)
        self.rare[1 + np.argsort(law[1:], kind="stable")[:count]] = True
        self.tail_mass = float(self.word_law[self.rare].sum())

    def _follow(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(n,) log-probabilities of the ids of each row, and the states they lead to.

        Where the path breaks off, -inf and any state.
        """
        log_p, state = np.zeros(len(x)), np.full(len(x), self.start)
        for word in x.T:
            key = state * (len(self.vocabulary) + 1) + word
            edge = np.minimum(np.searchsorted(self._key, key), len(self._key) - 1)
            found = self._key[edge] == key
            log_p = np.where(found, log_p + self._log_p[edge], -np.inf)
            state = self._next[edge]
        return log_p, state


def _shares(weights: Mapping) -> dict:
    """Weights as shares; those of 0 drop out."""
    positive = {key: weight for key, weight in weights.items() if weight != 0}
    total = sum(positive.values())
    if not all(0 < weight < np.inf for weight in positive.values()):
        raise ValueError(f"weights are {weights}, but each must be finite and >= 0")
    return {key: weight / total for key, weight in positive.items()}


def _reachable(edges: list[Edges], start: int) -> dict[int, int]:
    """New numbers, in the old order, for the states that sentences from start visit."""
    seen, waiting = {END, start}, [start]
    while waiting:
        new = {to for _, to in edges[waiting.pop()].values()} - seen
        seen |= new
        waiting += new
    return {state: number for number, state in enumerate(sorted(seen))}
