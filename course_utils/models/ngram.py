"""n-gram models: the next word depends on the last few.

Fitting is counting, sampling is one word after another, all sentences at once. A batch
of sentences is (n, length) word ids from 1, padded with 0; the id 0 is the end of the
sentence, and in a context what stands before its start. Leaves out weighted records.
Taught in notebook 07.
"""

from functools import partial

import numpy as np

from .. import checks
from ..language.vocabulary import batch
from . import smoothing as rules
from .backoff import Backoff
from .settings import Sampling, chosen
from .truncation import Truncated

LONGEST = 60
SMOOTHING = ("kneser-ney", "absolute", "add-k")


class NGram:
    """A smoothed n-gram model over words 1 to V.

    Parameters
    ----------
    words : V.
    order : 1 to 5, ids in an n-gram: 3 is a trigram, which looks back two words.
    smoothing : "kneser-ney", "absolute" (discounting) or "add-k"; formulas in
        ``smoothing``. The first two never sample a word that they have not seen.
    discount : D in [0, 1] of the first two. k : what add-k adds, above 0.
    options : fields of ``settings.Sampling`` (temperature, top_k, top_p, max_length);
        of each context's law, smoothing included. Without max_length it is 60.

    A sentence of no words may be learnt and sampled: smoothing leaves it a small share.
    """

    def __init__(
        self,
        words: int,
        order: int = 3,
        smoothing: str = "kneser-ney",
        *,
        discount: float = 0.75,
        k: float = 0.01,
        **options,
    ):
        self.words = checks.count("words", words, least=1)
        self.order = checks.count("order", order, least=1, most=5)
        if self._ids**self.order >= 2**63:
            raise ValueError(
                f"words is {words} and order is {order}, but (words + 1)^order must "
                "stay below 2^63: a lower order or fewer words are needed"
            )
        if smoothing not in SMOOTHING:
            raise ValueError(
                f"smoothing is {smoothing!r}, but it must be {', '.join(SMOOTHING[:2])}"
                f" or {SMOOTHING[2]}"
            )
        self.smoothing = smoothing
        self.discount = checks.share("discount", discount)
        self.k = checks.positive("k", k)
        (self.sampling,) = chosen(options, Sampling())
        self._laws: tuple[Backoff, Backoff | Truncated] | None = None

    def fit(self, data: np.ndarray) -> "NGram":
        """Count the n-grams of data (n, length), n >= 1, and forget earlier ones."""
        data = batch("data", data, self.words)
        if not len(data):
            raise ValueError("data has 0 sentences, but at least 1 is needed")
        keys, _ = self._ngrams(data)
        estimate = {
            "kneser-ney": partial(rules.kneser_ney, discount=self.discount),
            "absolute": partial(rules.absolute, discount=self.discount),
            "add-k": partial(rules.add_k, k=self.k),
        }[self.smoothing]
        law = sampled = estimate(keys, self._ids, self.order)
        how = self.sampling
        if how.temperature != 1:
            sampled = law.tempered(how.temperature)
        if how.truncates:
            sampled = Truncated(sampled, how.top_k, how.top_p)
        self._laws = law, sampled
        return self

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """(n, length) int32 ids; length is that of the longest sentence."""
        n, rng = checks.count("n", n), checks.generator(rng)
        _, law = self._fitted
        longest = self.sampling.max_length or LONGEST
        x = np.zeros((n, longest), dtype=np.int32)
        context, going = np.zeros(n, dtype=np.int64), np.arange(n)
        for position in range(longest):
            word = law.draw(context, rng)
            x[going, position] = word
            going, context = going[word > 0], self._after(context, word)[word > 0]
            if not len(going):
                return x[:, :position].copy()
            # Neighbours in memory are looked up faster.
            near = np.argsort(context, kind="stable")
            going, context = going[near], context[near]
        return x

    def log_prob(self, x: np.ndarray, *, floor: float = 0.0) -> np.ndarray:
        """(n,) natural-log probabilities of sentences x (n, length), ends included.

        Of the law at T = 1, neither truncated nor cut at max_length. Minus infinity
        where a word was never seen, unless each next id is drawn evenly from all ids
        with probability ``floor``.
        """
        law, _ = self._fitted
        floor = checks.share("floor", floor)
        keys, lengths = self._ngrams(batch("x", x, self.words))
        keys, which = np.unique(keys, return_inverse=True)
        p = law.prob(keys // self._ids, keys % self._ids)
        with np.errstate(divide="ignore"):
            log = np.log((1 - floor) * p + floor / self._ids)[which]
        return np.add.reduceat(log, np.cumsum(lengths + 1) - lengths - 1)

    def next_word(self, prefix: np.ndarray, *, sampling: bool = False) -> np.ndarray:
        """(m, V + 1) probabilities of the next id, 0 the end, after prefix (m, k).

        The law at T = 1, not truncated; with ``sampling`` the one that ``sample`` draws
        from.
        """
        law = self._fitted[sampling]
        prefix = np.asarray(prefix)
        if prefix.ndim != 2 or not np.issubdtype(prefix.dtype, np.integer):
            raise ValueError(
                f"prefix is an array of shape {prefix.shape} and kind {prefix.dtype}, "
                "but it must be (m, k) whole numbers: the k words before the next"
            )
        if prefix.size and not 1 <= prefix.min() <= prefix.max() <= self.words:
            raise ValueError(
                f"prefix holds ids from {prefix.min()} to {prefix.max()}, but words "
                f"are 1 to {self.words}"
            )
        context = np.zeros(len(prefix), dtype=np.int64)
        for word in prefix.T.astype(np.int64):
            context = self._after(context, word)
        return law.rows(context)

    @property
    def _ids(self) -> int:
        return self.words + 1

    @property
    def _fitted(self) -> tuple[Backoff, Backoff | Truncated]:
        """The law that was learnt, and the one that is sampled."""
        if self._laws is None:
            raise ValueError("the model has no counts yet; call fit(data) first")
        return self._laws

    def _after(self, context: np.ndarray, word: np.ndarray) -> np.ndarray:
        """The contexts after these words."""
        return (context * self._ids + word) % self._ids ** (self.order - 1)

    def _ngrams(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The n-gram that ends in each word and each end, in order, and the lengths.

        All sentences are put on one string, with enough zeros between for the context
        of a first word, the first of them being the end of the sentence before.
        """
        lengths = np.count_nonzero(x, axis=1)
        sentence, between = np.arange(len(x)), max(1, self.order - 1)
        word = np.arange(lengths.sum()) + between * np.repeat(sentence, lengths)
        end = np.cumsum(lengths) + between * sentence
        string = np.zeros(self.order - 1 + len(word) + between * len(x), np.int64)
        string[self.order - 1 + word] = x[x > 0]
        keys = np.zeros(len(word) + between * len(x), dtype=np.int64)
        for i in range(self.order):
            keys = keys * self._ids + string[i : i + len(keys)]
        said = np.zeros(len(keys), dtype=bool)
        said[word] = said[end] = True
        return keys[said], lengths

    def __repr__(self) -> str:
        return f"NGram({self.words}, {self.order}, {self.smoothing!r})"
