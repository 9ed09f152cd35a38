"""Words, sentences and ids."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.language.vocabulary import Vocabulary, batch, lengths, split, tokens

TEXTS = ["the cat sleeps .", "does the cat sleep ?", "the end ."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        (" \n\n ... \n ?!", []),
        ("Hello", ["hello ."]),
        ("One day. Two days? Three!", ["one day .", "two days ?", "three !"]),
        ("What?! Well... Yes", ["what ?", "well .", "yes ."]),
        ('"Stop!" he said. (Then he left.) [Gone.]',
         ["stop !", "he said .", "then he left .", "gone ."]),
        ("“Stop!” he said.", ["stop !", "he said ."]),
        ("A title\n\nA line\nthat goes on.", ["a title .", "a line that goes on ."]),
        ("A title\r\n\r\nA line\r\nthat goes.", ["a title .", "a line that goes ."]),
        ("A\n \t\nB", ["a .", "b ."]),
        ("It's 3.15, or 20,000 or 1,x; old-fashioned: e.g. this.",
         ["it's 3.15 or 20,000 or 1 x old-fashioned e.g .", "this ."]),
        ("Don’t 'go' now", ["don't go now ."]),
        ("Élan and ŒUVRE naïve.", ["élan and œuvre naïve ."]),
        ("Un cafe\u0301 nai\u0308ve.", ["un café naïve ."]),
        ("_really_ *now*. snake_case", ["really now .", "snake_case ."]),
        ("Yes .no", ["yes no ."]),
    ],
)  # fmt: skip
def test_sentences_of_a_text(text, sentences):
    assert split(text) == sentences


@given(st.text(alphabet="aB1.?!' \n-,_é’", max_size=40))
def test_sentences_are_words_and_one_mark(text):
    for sentence in split(text):
        words = sentence.split(" ")
        assert tokens(sentence) == words and sentence == sentence.lower()
        assert len(words) > 1 and words[-1] in ".?!"
        assert not set(words[:-1]) & set(".?!")
        assert split(sentence) == [sentence]


def test_a_long_line_takes_no_longer_than_it_is():
    """No pattern that goes back and forth: 300,000 signs of each kind at once."""
    for sign in ".", "*", "\n", " ", "a-", "_", "1,", '."', "\n ":
        assert len(split("a" + sign * 300_000)) == 1
    for sign in (
        "\r",
        "\xad\n",
        "。”",
        "… ",
        "…”",
        "\u0301",
        "l·",
        "é\u0301",
        "\r\n",
        "\n\r",
    ):
        assert len(split("a" + sign * 100_000)) == 1


def test_encoding_and_decoding():
    words = Vocabulary(["cat", "the", ".", "sleeps"])
    x = words.encode(["The cat sleeps.", "the .", ""])
    assert x.dtype == np.int32
    assert x.tolist() == [[2, 1, 4, 3], [2, 3, 0, 0], [0, 0, 0, 0]]
    assert words.decode(x) == ["the cat sleeps.", "the.", ""]
    assert words.encode([]).shape == (0, 0) and words.decode(words.encode([])) == []
    assert len(words) == 4 and "cat" in words and "dog" not in words
    assert repr(words) == "Vocabulary(4 words: 'cat', 'the', '.', 'sleeps')"


@given(st.lists(st.lists(st.integers(1, 7), max_size=6), max_size=5))
def test_what_is_decoded_can_be_encoded(rows):
    words = Vocabulary(["a", "it's", "3.15", ".", "?", "!", "o-o"])
    x = np.zeros((len(rows), max(map(len, rows), default=0)), dtype=int)
    for i, row in enumerate(rows):
        x[i, : len(row)] = row
    np.testing.assert_array_equal(words.encode(words.decode(x)), x)


def test_words_are_ordered_by_frequency_then_alphabet():
    words = Vocabulary.of(TEXTS)
    assert words.words == ("the", ".", "cat", "?", "does", "end", "sleep", "sleeps")
    assert words.encode(["the"]).tolist() == [[1]]
    assert Vocabulary.of(iter(TEXTS)).words == words.words


def test_unknown_words_are_named_or_stand_for_one_word():
    words = Vocabulary.of(TEXTS)
    with pytest.raises(
        ValueError, match=r"hold 2 words .* 8 words .*: 'dog', 'howls'$"
    ):
        words.encode(["the dog howls .", "the dog ."])
    x = words.encode(["the dog ."], unknown="end")
    assert words.decode(x) == ["the end."]
    with pytest.raises(ValueError, match="unknown is 'dog', but it must be a word of"):
        words.encode(["the dog ."], unknown="dog")
    many = " ".join(f"w{i}" for i in range(9))
    with pytest.raises(ValueError, match=r"hold 9 words .*'w0', .*'w4', \.\.\.$"):
        words.encode([many])


def test_lengths_count_to_the_first_zero():
    assert lengths(np.array([[1, 2, 0], [0, 0, 0], [1, 2, 3]])).tolist() == [2, 0, 3]
    assert lengths(np.zeros((2, 0), dtype=int)).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("x", "message"),
    [
        (
            [1, 2],
            r"x is an array of shape \(2,\) .* must be \(n, length\) whole numbers",
        ),
        ([[1.0]], "x is an array of shape .* kind float64"),
        ([[np.nan]], "x is an array of shape .* kind float64"),
        (
            [[4]],
            "x holds ids from 4 to 4, but there are words 1 to 3, and 0 for the end",
        ),
        ([[-1, 0]], "x holds ids from -1 to 0"),
        ([[0, 1], [1, 0], [0, 2]], "x has 2 rows with words after a 0"),
        ([[1, 2], [0, 3]], "x has 1 rows with words after a 0"),
        ([["a"]], "x is an array of shape"),
        ([[1, 2], [3]], "x has rows of different lengths, .* fill up the shorter"),
    ],
)
def test_what_is_no_batch_is_refused(x, message):
    with pytest.raises(ValueError, match=message):
        batch("x", x, 3)
    with pytest.raises(ValueError, match=message.replace("x ", "ids ", 1)):
        Vocabulary(["a", "b", "c"]).decode(x)


def test_a_batch_is_returned_as_it_is():
    x = np.array([[1, 3, 0]], dtype=np.int16)
    assert batch("x", x, 3) is x
    assert batch("x", np.zeros((0, 0), dtype=int), 3).shape == (0, 0)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "words has 0 entries"),
        (["a", "b", "a"], "there twice: 'a'"),
        (["New"], "not single words in lower case: 'New'"),
        (["new york"], "lower case: 'new york'"),
        ([""], "lower case: ''"),
        ([3], "lower case: 3"),
        ([","], "lower case: ','"),
    ],
)
def test_bad_words_are_refused(words, message):
    with pytest.raises(ValueError, match=message):
        Vocabulary(words)


def test_a_string_is_no_list():
    with pytest.raises(
        TypeError, match="words is the string 'ab', but it must be a li"
    ):
        Vocabulary("ab")
    with pytest.raises(
        TypeError, match="sentences is str of str, but it must be a list"
    ):
        Vocabulary(["a"]).encode("a")
    with pytest.raises(TypeError, match="sentences is list of NoneType, str, but"):
        Vocabulary.of(["a", None])
    with pytest.raises(TypeError, match="text is NoneType, but it must be a string"):
        split(None)
