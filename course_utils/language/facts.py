"""Facts: sentences that are true or false, not only well formed.

Each person has one truth for each relation ("mara lives in oslo."), some spoken of
often, most of them seldom. Leaves out negation and questions about facts. Taught in
notebook 07: validity is not truth.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .automaton import Automaton
from .vocabulary import Vocabulary, batch, lengths

GOLDEN = 0.6180339887498949


def truths(persons: list[str], objects: dict[str, list[str]]) -> list[tuple]:
    """(person, relation, object) of every fact, the most frequent first.

    Dealt by arithmetic, so the same on every machine: each object goes to about as many
    persons as any other, and the frequent facts are spread over persons and relations.
    """
    facts = [
        (person, relation, things[(i * (2 * j + 1) + i // len(things)) % len(things)])
        for i, person in enumerate(persons)
        for j, (relation, things) in enumerate(objects.items())
        if things
    ]
    order = np.argsort(np.arange(len(facts)) * GOLDEN % 1, kind="stable")
    return [facts[i] for i in order]


class Answers(NamedTuple):
    """What a model says when it is asked for each of the F facts.

    probability : (F,) of the true object as the next word.
    answer : (F,) id of the object that it ranks first among all that anybody has in
        this relation, the first of equals; 0 if it gives none of them a chance.
    right : (F,) bool, is the answer the truth?
    """

    probability: np.ndarray
    answer: np.ndarray
    right: np.ndarray


@dataclass(frozen=True)
class Facts:
    """F facts, the most frequent first.

    sentences : (F, 5) ids of the true sentences, padded with 0.
    relation : (F,) numbers of their relations; relations : their words, one text each.
    candidates : for each relation the ids of all objects that anybody has in it.
    probability : (F,) of each fact in a random sentence.
    """

    vocabulary: Vocabulary
    sentences: np.ndarray
    relation: np.ndarray
    relations: tuple[str, ...]
    candidates: tuple[np.ndarray, ...]
    probability: np.ndarray

    @classmethod
    def of(cls, told: list[tuple[str, str, str]], truth: Automaton) -> "Facts":
        """From subject, relation and object of each fact, in words."""
        has = {}
        for _, relation, thing in told:
            has.setdefault(relation, {})[thing] = None
        encode = truth.vocabulary.encode
        sentences = encode([" ".join([*fact, "."]) for fact in told])
        return cls(
            truth.vocabulary,
            sentences,
            np.array([list(has).index(relation) for _, relation, _ in told], dtype=int),
            tuple(has),
            tuple(encode([" ".join(things)])[0] for things in has.values()),
            np.exp(truth.log_prob(sentences)),
        )

    @property
    def subject(self) -> np.ndarray:
        """(F,) ids of the persons."""
        return self.sentences[:, 0]

    @property
    def object(self) -> np.ndarray:
        """(F,) ids of the true objects: the last words before the full stop."""
        return self.sentences[np.arange(len(self)), lengths(self.sentences) - 2]

    def ask(self, model) -> Answers:
        """Ask a model with ``next_word`` to end each fact, given all but its object."""
        truth = self.object
        probability, answer = np.zeros(len(self)), np.zeros(len(self), dtype=np.int32)
        for relation, candidates in enumerate(self.candidates):
            asked = np.flatnonzero(self.relation == relation)
            law = np.asarray(model.next_word(self._beginning(asked)))
            if law.shape != (len(asked), len(self.vocabulary) + 1):
                raise ValueError(
                    f"next_word returned shape {law.shape}, but it must be "
                    f"({len(asked)}, {len(self.vocabulary) + 1}): one column a word, "
                    "and one for the end"
                )
            probability[asked] = law[np.arange(len(asked)), truth[asked]]
            best = candidates[law[:, candidates].argmax(axis=1)]
            answer[asked] = np.where(law[:, candidates].any(axis=1), best, 0)
        return Answers(probability, answer, answer == truth)

    def stated(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Which fact does each sentence (n, length) state, and is it true?

        (n,) numbers of facts, -1 for a sentence that is about none, and (n,) bool, True
        for a true one. A sentence states a fact, truly or not, if it is a known subject
        and relation with any of the candidates.
        """
        x = batch("x", x, len(self.vocabulary))
        x = np.pad(x, ((0, 0), (0, self.sentences.shape[1])))
        fact, true = np.full(len(x), -1), np.zeros(len(x), dtype=bool)
        for relation, candidates in enumerate(self.candidates):
            of = np.flatnonzero(self.relation == relation)
            start, end = self._beginning(of), self.vocabulary.encode(["."])[0, 0]
            k = start.shape[1]
            about = np.full(len(self.vocabulary) + 1, -1)
            about[start[:, 0]] = of
            told = (lengths(x) == k + 2) & np.isin(x[:, k], candidates)
            told &= (about[x[:, 0]] >= 0) & (x[:, k + 1] == end)
            told &= (x[:, 1:k] == start[0, 1:]).all(axis=1)
            fact[told] = about[x[told, 0]]
            true[told] = x[told, k] == self.object[fact[told]]
        return fact, true

    def _beginning(self, facts: np.ndarray) -> np.ndarray:
        """(m, k) ids of subject and relation, for facts of one relation."""
        return self.sentences[facts, : lengths(self.sentences[facts])[0] - 2]

    def __len__(self) -> int:
        return len(self.sentences)
