"""A grammar whose truth is known: an English of our own, compiled to an automaton.

Beyond pairs of words there is to learn: number agreement, also across "of my valley"
and "who sings softly"; which verbs take which objects; does and do with the base form;
five rare constructions; 200 facts. Leaves out recursion, tense and meaning. Taught in
notebook 07.
"""

from collections.abc import Callable

import numpy as np

from .automaton import END, Automaton, Builder
from .facts import Facts, truths
from .lexicon import Lexicon, by_rank, checked, forms, lexicon
from .vocabulary import batch

# Shares of all sentences; the rest are plain clauses.
FACTS = 0.12
QUESTION, PASSIVE, THERE, IF, NOBODY = 0.025, 0.015, 0.025, 0.015, 0.02
MARKERS = ("?", "there", "if", "nobody")
# Shares of all occasions.
JOINED, NEGATED, ADJECTIVE, OF, WHO, MANNER, TIME = 0.15, 0.1, 0.3, 0.1, 0.1, 0.25, 0.15
NUMBER = (0.6, 0.4)
SINGULAR, PLURAL = 0, 1
SUBJECTS = {"person": 0.6, "animal": 0.4}
OBJECTS = {"person": 0.5, "animal": 0.5}
THERE_ARE = {"person": 0.3, "animal": 0.3, "thing": 0.4}
DETERMINERS = (
    {"both": 0.6, "this": 0.1, "one": 0.3},
    {"both": 0.6, "these": 0.1, "many": 0.3},
)
INDEFINITE = {"one": 1.0}, {"many": 1.0}


class Grammar(Automaton):
    """The truth of notebook 07: all that an ``Automaton`` knows, and ``facts``.

    size : "small" (about 340 words) or "large" (about 730); or a lexicon, such as
        ``lexicon`` returns: what its empty lists would say is left out.
    """

    def __init__(self, size: str | Lexicon = "small"):
        words = checked(size) if isinstance(size, dict) else lexicon(size)
        told = truths(words["facts"]["persons"], words["objects"])
        templates = Templates(words)
        super().__init__(templates.build, templates.sentence(told))
        self.facts = Facts.of(told, self)

    def grammatical(self, x: np.ndarray) -> np.ndarray:
        """(n,) bool: is it valid but for, perhaps, the truth of a fact it states?"""
        return self.valid(x) | (self.facts.stated(x)[0] >= 0)

    def is_rare_construction(self, x: np.ndarray) -> np.ndarray:
        """(n,) bool: a question, "there is", "if" or "nobody thinks that"?

        Told by a word that nothing else has, so also for sentences that are not valid.
        """
        x = batch("x", x, len(self.vocabulary))
        markers = [word for word in MARKERS if word in self.vocabulary]
        return np.isin(x, self.vocabulary.encode(markers)).any(axis=1)

    def __repr__(self) -> str:
        return f"Grammar of {len(self.vocabulary)} words, {self.states} states"


class Templates:
    """The phrases of the grammar.

    Each method takes the state (``then``) in which the sentence goes on after its
    phrase and returns the one in which the phrase begins, or None where words lack.
    """

    def __init__(self, words: Lexicon):
        self.words, self.build = words, Builder()
        self.say, self.mix = self.build.chain, self.build.mix

    def sentence(self, told: list[tuple[str, str, str]]) -> int | None:
        """Any sentence."""
        stop, ask = self.say(["."], END), self.say(["?"], END)
        clause = self.clause(stop)
        joined = self.word(self.words["others"]["joining"], clause)
        then = self.say(["then"], clause)
        rare = (
            (QUESTION, self.question(ask)),
            (PASSIVE, self.passive(ask)),
            (THERE, self.there(stop)),
            (IF, self.say(["if"], self.clause(then))),
            (NOBODY, self.say(["nobody", "thinks", "that"], clause)),
        )
        plain = 1 - FACTS - sum(share for share, _ in rare)
        one_or_two = self.clause(self.maybe(JOINED, joined, stop))
        return self.mix((plain, one_or_two), (FACTS, self.fact(told, stop)), *rare)

    def fact(self, told, then):
        """Mara lives in Oslo."""
        law = by_rank([" ".join(fact) for fact in told])
        return self.mix(*((p, self.say(fact.split(), then)) for fact, p in law.items()))

    def clause(self, then):
        """The farmers of my valley who sing do not like the cheese."""

        def about(kind, number):
            does = self.predicate(kind, number, then)
            return self.noun_phrase(kind, number, self.described(kind, number, does))

        return self.each(SUBJECTS, about)

    def question(self, then):
        """Does the old cow swim past her mill?"""

        def about(kind, number):
            subject = self.noun_phrase(kind, number, self.verb(kind, PLURAL, then))
            return self.say([("does", "do")[number]], subject)

        return self.each(SUBJECTS, about)

    def passive(self, then):
        """Which broken kites were mended by our uncle?"""

        def about(kind, number):
            return self.bare(kind, number, self.say([("was", "were")[number]], made))

        by = self.say(["by"], self.each({"person": 1.0}, self.object(then)))
        made = self.word(self.words["verbs"]["make"], by, form=2)
        return self.say(["which"], self.each({"thing": 1.0}, about))

    def there(self, then):
        """There are several sleepy foxes behind the mill."""

        def about(kind, number):
            phrase = self.noun_phrase(kind, number, place, INDEFINITE)
            return self.say(["there", ("is", "are")[number]], phrase)

        place = self.place("location", then)
        return self.each(THERE_ARE, about)

    # --- nouns -----------------------------------------------------------------------

    def noun_phrase(self, kind, number, then, determiners=DETERMINERS):
        """The old farmer; a mouse; three golden flutes."""
        body, parts = self.bare(kind, number, then), []
        for group, share in determiners[number].items():
            for word, p in by_rank(self.words["others"][group]).items():
                said = self.article(body) if word == "a" else self.say([word], body)
                parts.append((share * p, said))
        return self.mix(*parts)

    def article(self, body):
        """A before a consonant, an before a vowel."""
        a, an = (
            (share, self.say([article], state))
            for article, vowel in (("a", False), ("an", True))
            for share, state in [self.build.keep(body, vowel)]
        )
        return self.mix(a, an)

    def bare(self, kind, number, then):
        """Old farmers; bread."""
        noun = self.word(self.words["nouns"][kind], then, form=number)
        of = "person" if kind == "animal" else kind
        return self.maybe(
            ADJECTIVE, self.word(self.words["adjectives"][of], noun), noun
        )

    def described(self, kind, number, then):
        """... of my valley; ... who sings softly."""
        person = kind == "person"
        who = self.say(["who" if person else "that"], self.verb(kind, number, then))
        of = person and self.say(["of"], self.noun_phrase("place", SINGULAR, then))
        return self.mix((1 - OF - WHO, then), (OF, of or None), (WHO, who))

    def object(self, then) -> Callable:
        """The noun phrase of a kind and number, and then the rest."""
        return lambda kind, number: self.noun_phrase(kind, number, then)

    # --- verbs -----------------------------------------------------------------------

    def predicate(self, kind, number, then):
        """Sings; do not sing."""
        negated = self.verb(kind, PLURAL, then)
        negated = self.say([("does", "do")[number], "not"], negated)
        return self.maybe(NEGATED, negated, self.verb(kind, number, then))

    def verb(self, kind, number, then):
        """A verb with what belongs to it. The plural is the base form, too."""
        late = self.maybe(TIME, self.word(self.words["others"]["time"], then), then)
        phrases = {
            "rest": self.rest,
            "go": self.go,
            "eat": self.eat,
            "make": lambda then: self.each({"thing": 1.0}, self.object(then)),
            "see": lambda then: self.each(OBJECTS, self.object(then)),
        }
        if kind == "animal":
            del phrases["make"]
        return self.mix(*(
            (1.0, self.word(self.words["verbs"][name], phrase(late), form=1 - number))
            for name, phrase in phrases.items()
        ))  # fmt: skip

    def rest(self, then):
        """(Sings) softly."""
        manner = self.word(self.words["others"]["manner"], then)
        return self.maybe(MANNER, manner, then)

    def go(self, then):
        """(Swims) past her mill."""
        ways = ((0.6, "direction"), (0.4, "location"))
        return self.mix(*((share, self.place(way, then)) for share, way in ways))

    def eat(self, then):
        """(Likes) some warm bread."""
        food = self.bare("food", SINGULAR, then)
        the = self.noun_phrase("food", SINGULAR, then, ({"both": 1.0},))
        return self.mix((0.3, food), (0.2, self.say(["some"], food)), (0.5, the))

    def place(self, way, then):
        """Behind the dark mill."""
        place = self.noun_phrase("place", SINGULAR, then)
        return self.word(self.words["others"][way], place)

    # --- combinations ----------------------------------------------------------------

    def word(self, entries, then, form=0):
        """One of the entries, by Zipf's law, in one of its forms."""
        law = {forms(entry)[form]: share for entry, share in by_rank(entries).items()}
        return self.build.words(law, then)

    def maybe(self, share, phrase, otherwise):
        return self.mix((share, phrase), (1 - share, otherwise))

    def each(self, kinds: dict[str, float], phrase: Callable):
        """The phrase for one of the kinds, singular or plural."""
        return self.mix(*(
            (share * NUMBER[number], phrase(kind, number))
            for kind, share in kinds.items()
            for number in (SINGULAR, PLURAL)
        ))  # fmt: skip
