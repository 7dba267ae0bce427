"""Sentences in other languages than English: their words, figures, names and negations.

Little is read, and the same in every language: stems of words, figures, ISO dates and years,
capitalised names. A term carries its language ("es:soldad"), so that only names can be shared
between two languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

import tantivy

from bot.language import reading
from bot.language.date_spans import DateSpan
from bot.language.dates import dates
from bot.language.foreign_words import COMPARATORS, NEGATORS, NOT_REALLY, SCALES, STEMMED, UNITS
from bot.language.languages import ENGLISH, UNKNOWN, is_function_word
from bot.language.languages import language as language_of
from bot.language.names import Entity
from bot.language.negations import Negation
from bot.language.quantities import Quantity, quantities
from bot.language.reading import Reading
from bot.language.statements import MAX_STATEMENT_LENGTH
from bot.language.tokens import Token, analyzer

NO_NAMES = frozenset(("de", "ar", "fa", "he", "ur"))
"""Languages in which a capital does not show a name: nouns are capitalised too (de), or the script
has no capitals."""


@dataclass(frozen=True)
class ForeignReading(Reading):
    """A sentence in a language other than English; `code` is its ISO 639-1 code."""

    code: str = UNKNOWN

    @property
    def language(self) -> str:
        return self.code

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(_words(self.text, self.code))

    @cached_property
    def dates(self) -> tuple[DateSpan, ...]:
        return tuple(_days(self.text))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        spans = [(day.start, day.end) for day in self.dates]
        return tuple(q for q in figures(self.text, self.code) if not _within(q, spans))

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        return tuple(_names(self))

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The stems, each with its language, then the names in the form in which the index holds
        those of any language."""
        return (*self.content, *self.named)

    @cached_property
    def content(self) -> tuple[str, ...]:
        """The stems that say what the sentence is about, each with its language; no figures."""
        negators = NEGATORS.get(self.code, frozenset())
        return tuple(
            token.stem
            for i, token in enumerate(self.tokens)
            if i not in self.taken
            and not is_function_word(token.lower, self.code)
            and token.lower not in negators
        )

    @cached_property
    def named(self) -> tuple[str, ...]:
        """Stems of words with a capital, without their language."""
        return tuple(dict.fromkeys(analyzer().analyze(names_in(self))))

    @cached_property
    def negations(self) -> tuple[Negation, ...]:
        negators = NEGATORS.get(self.code, frozenset())
        skipped = NOT_REALLY.get(self.code, frozenset())
        lower = [token.lower for token in self.tokens]
        return tuple(
            Negation(token.text, i, ())
            for i, token in enumerate(self.tokens)
            if token.lower in negators and not skipped.intersection(lower[i + 1 : i + 2])
        )


def read(text: str) -> Reading:
    """Reads a sentence, in the language that it is found to be in."""
    code = language_of(text)
    return reading.read(text) if code == ENGLISH else _read(text[:MAX_STATEMENT_LENGTH], code)


def is_tagged(term: str) -> bool:
    """Whether a term carries a language and so belongs to the index's field for other languages."""
    return term[2:3] == ":"


@cache
def as_given() -> tantivy.TextAnalyzer:
    """The analyzer of the index's field for tagged terms: splits at spaces and changes nothing."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()


class Terms(NamedTuple):
    """What the index holds of a text in another language; terms are separated by spaces."""

    tagged: str
    names: str


def tagged_stems(text: str, code: str) -> tuple[str, ...]:
    """The stems of all words of a text as the index tags them, in order, as if it were in that
    language."""
    return tuple(token.stem for token in _words(text[:MAX_STATEMENT_LENGTH], code))


def index_terms(text: str) -> Terms | None:
    """The tagged terms and the names of a text in another language; None for an English text."""
    code = language_of(text)
    if code == ENGLISH:
        return None
    found = _read(text[:MAX_STATEMENT_LENGTH], code)
    return Terms(" ".join(found.content), names_in(found))


def names_in(found: ForeignReading) -> str:
    """The words with a capital, without figures and function words, separated by spaces."""
    return " ".join(
        token.text
        for i, token in enumerate(found.tokens)
        if token.capital and i not in found.taken and not is_function_word(token.lower, found.code)
    )


# --- reading -----------------------------------------------------------------------------------

# A word with its marks; in scripts without spaces, every pair of neighbouring characters.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u0900-\u0dff\u200c\u200d"
_WORD = re.compile(
    rf"[{_UNSPACED}]+|(?:(?![{_UNSPACED}])[^\W_])(?:(?![{_UNSPACED}])[^\W_]|[{_MARKS}])*"
)
_DROPPED = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c\u200d]")
_RUN = re.compile(f"[{_UNSPACED}]")
_DAY = re.compile(r"(?<![\w.,-])(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?(?![\w%-]|[.,]\d)")


@lru_cache(maxsize=4_096)
def _read(text: str, code: str) -> ForeignReading:
    return ForeignReading(text, code=code)


def _words(text: str, code: str) -> Iterator[Token]:
    for found in _WORD.finditer(text):
        if _RUN.match(found[0]):
            for at in range(max(1, len(found[0]) - 1)):
                pair = found[0][at : at + 2]
                start = found.start() + at
                yield Token(pair, start, start + len(pair), pair, f"{code}:{pair}")
            continue
        lower = _DROPPED.sub("", unicodedata.normalize("NFC", found[0])).lower()
        if lower:
            yield Token(found[0], found.start(), found.end(), lower, _stem(lower, code))


def _days(text: str) -> Iterator[DateSpan]:
    for found in _DAY.finditer(text):
        for day in dates(found[0])[:1]:
            start, end = found.span()
            yield replace(day, start=start, end=end, text=found[0])


def _within(amount: Quantity, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < amount.end and amount.start < end for start, end in spans)


def _names(found: ForeignReading) -> Iterator[Entity]:
    """One entity for each capitalised word that is not the first of the sentence."""
    if found.code in NO_NAMES:
        return
    for i, token in enumerate(found.tokens):
        opens = (
            i == 0 or found.text[found.tokens[i - 1].end : token.start].strip(" '’\"«»“”(") != ""
        )
        if (
            token.capital
            and not opens
            and i not in found.taken
            and not is_function_word(token.lower, found.code)
        ):
            name = token.stem
            yield Entity(f"name:{name}", "name", (token.lower,), token.text, i, i, "actor")


@lru_cache(maxsize=65_536)
def _stem(lower: str, code: str) -> str:
    stemmer = _stemmer(code)
    terms = stemmer.analyze(lower)
    return f"{code}:{terms[0] if len(terms) == 1 else lower}"


@cache
def _stemmer(code: str) -> Any:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(
        tantivy.Filter.lowercase()
    )
    name = STEMMED.get(code)
    if name is not None:
        builder = builder.filter(tantivy.Filter.stemmer(name))
    return builder.filter(tantivy.Filter.ascii_fold()).build()


# --- figures -----------------------------------------------------------------------------------

_NUMBER = (
    r"\d{1,3}(?:[.,'’\u066c]\d{3})+(?:[.,\u066b]\d{1,2})?(?!\d)"
    r"|(?<!\d )\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,\u066b]\d{1,2})?(?!\d)"
    r"|\d+(?:[.,\u066b]\d+)?"
)
_LONGEST_NUMBER = 30


def figures(text: str, code: str) -> Iterator[Quantity]:
    """The figures of a sentence, in order; their spans are code points of the sentence.

    Each is turned into the English phrase for it ("más de 10.000" → "more than 10000"), which
    `quantities` reads. In a language whose words are not listed, only digits are read.
    """
    for found in _pattern(code).finditer(text):
        if len(found["number"]) > _LONGEST_NUMBER:
            continue
        english = " ".join(
            (
                _english(COMPARATORS, code, found["compared"]),
                "".join(sign for sign in (found["sign"] or "") if sign in "$€£"),
                _plain(found["number"]),
                _english(SCALES, code, found["scale"]),
            )
        )
        unit = found["unit"] or ""
        unit = _english(UNITS, code, unit) or unit
        english = f"{english} {unit}" if unit != "%" else f"{english.rstrip()}%"
        for one in quantities(" ".join(english.replace("$ ", "$").replace("€ ", "€").split()))[:1]:
            start, end = found.span()
            start += len(found[0]) - len(found[0].lstrip())
            shown = " ".join(text[start:end].split())
            yield replace(one, start=start, end=end, text=shown, counted=None)


@cache
def _pattern(code: str) -> re.Pattern[str]:
    compared, scale, unit = (
        "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in _listed(table, code))
        for table in (COMPARATORS, SCALES, UNITS)
    )
    none = r"(?!)"
    return re.compile(
        rf"(?:(?<!\w)(?P<compared>{compared or none})\s+)?(?P<sign>[$€£])?\s?"
        rf"(?<![\w.,])(?P<number>{_NUMBER})"
        rf"(?:\s?(?P<scale>{scale or none})(?!\w)\.?(?:\s+de(?=\s))?)?"
        rf"(?:\s?(?P<unit>[%$€£]|(?:{unit or none})(?!\w)))?",
        re.IGNORECASE,
    )


def _listed(table: dict[str, str], code: str) -> dict[str, str]:
    entries = (entry.split("|") for entry in table.get(code, "").split("; ") if entry)
    return {words.strip(): english for words, english in entries}


def _english(table: dict[str, str], code: str, found: str | None) -> str:
    if not found:
        return ""
    flat = " ".join(found.lower().split())
    return next((e for words, e in _listed(table, code).items() if words.lower() == flat), "")


def _plain(number: str) -> str:
    """A number in ASCII digits, whatever script it is written in: no separators of thousands, a
    decimal point."""
    digits = "".join(
        str(unicodedata.digit(char)) if char.isdigit() else char for char in number
    ).replace("\u066b", ",")
    whole, mark, rest = digits, "", ""
    last = max(digits.rfind("."), digits.rfind(","))
    if last >= 0 and len(digits) - last - 1 != 3:
        whole, mark, rest = digits[:last], ".", digits[last + 1 :]
    return "".join(char for char in whole if char.isdigit()) + mark + rest
