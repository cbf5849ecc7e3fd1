"""The index against the plain telling of what it does, one text and one place at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dantoc.catalogue.word_index import (
    MARKS_DIFFER,
    MARKS_LEFT_OUT,
    MARKS_LEFT_OUT_BESIDE_EXACT,
    PREFIX,
    Texts,
    WordIndex,
)
from dantoc.catalogue.words import joined, tokens
from dantoc.l10n.folding import fold

SIZE = 5
WORDS = st.sampled_from(
    ["ê", "đê", "đe", "de", "dê", "d", "dao", "đào", "đạo", "hộ", "ho", "hoà", "hoa", "Ê-đê", "Hoa-dê"]
)
WEIGHTS = st.sampled_from([1.5, 4.0, 16.0])


@dataclass(frozen=True)
class Text:
    text: str
    places: tuple[int, ...]
    weight: float
    strict: bool

    def said(self, pairs: bool) -> Iterator[str]:
        words = tokens(self.text)
        return (f"{one} {two}" for one, two in pairwise(words)) if pairs else iter((*words, *joined(self.text)))


TEXTS = st.lists(
    st.builds(
        Text,
        text=st.lists(WORDS, max_size=4).map(" ".join),
        places=st.lists(st.integers(0, SIZE - 1), min_size=1, unique=True).map(tuple),
        weight=WEIGHTS,
        strict=st.booleans(),
    ),
    max_size=8,
)


def index_of(texts: list[Text]) -> WordIndex:
    gathered = Texts()
    for own in texts:
        if len(own.places) == 1 and not own.strict:
            gathered.add(own.text, own.places[0], own.weight)
        else:
            gathered.add_shared(own.text, own.places, own.weight, strict=own.strict)
    return WordIndex(gathered, SIZE)


def plainly(texts: list[Text], sought: str) -> list[float]:
    """The score of each place for a word or two of them: the best of all that the texts say there."""
    pairs = " " in sought
    exact = any(said == sought for own in texts for said in own.said(pairs))
    best = [0.0] * SIZE
    for own in texts:
        for said in own.said(pairs):
            for place in own.places:
                best[place] = max(best[place], own.weight * quality(said, sought, own.strict, exact))
    return best


def quality(said: str, sought: str, strict: bool, exact: bool) -> float:
    whole, bare = fold(said) == fold(sought), fold(sought) == sought
    if not whole and (strict or len(fold(sought)) < 2 or not fold(said).startswith(fold(sought))):
        return 0.0
    if said.startswith(sought):
        marks = 1.0
    elif bare:
        marks = MARKS_LEFT_OUT_BESIDE_EXACT if exact else MARKS_LEFT_OUT
    else:
        marks = 0.0 if strict else MARKS_DIFFER
    return marks if whole else marks * PREFIX


@given(
    TEXTS, st.sampled_from(["d", "de", "đe", "dê", "đê", "dao", "đào", "da", "đạ", "ho", "hộ", "hò", "hoa", "êđê", "e"])
)
def test_a_word_scores_its_best_in_each_place(texts: list[Text], word: str):
    assert index_of(texts).word_scores(word) == pytest.approx(plainly(texts, word))


@given(TEXTS, *[st.sampled_from(["d", "de", "đê", "dê", "dao", "đào", "h", "ho", "hộ", "hoa", "ê", "e"])] * 2)
def test_two_words_score_their_best_side_by_side(texts: list[Text], one: str, two: str):
    assert index_of(texts).pair_scores(one, two) == pytest.approx(plainly(texts, f"{one} {two}"))


def test_the_last_word_of_a_text_and_the_first_of_the_next_are_no_pair():
    index = index_of([Text("dân số", (0,), 1.0, False), Text("hộ nghèo", (0,), 1.0, False)])
    assert index.pair_scores("dân", "số")[0] == 1.0
    assert not index.pair_scores("số", "hộ").any()


def test_of_many_texts_of_a_place_the_weightiest_counts():
    index = index_of([Text("hộ", (1,), weight, False) for weight in (4.0, 16.0, 1.5)])
    assert index.word_scores("hộ").tolist() == [0.0, 16.0, 0.0, 0.0, 0.0]


def test_nothing_gathered_answers_with_nothing():
    index = WordIndex(Texts(), SIZE)
    assert np.array_equal(index.word_scores("dân"), np.zeros(SIZE))
    assert np.array_equal(index.pair_scores("dân", "số"), np.zeros(SIZE))
