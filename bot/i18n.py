"""The language in which a person reads what the bot says: English, or a translation of it.

The code says everything in English, inside `gettext`, `ngettext` or `pgettext`; the catalogues in
`bot/locale/LANGUAGE/` have the translations, one file for each package (`make words` renews them
from the code). `speaking` sets the language for what is rendered within it; outside of it, on the
command line and in the log, that is English. Words of the record are never translated.
"""

from __future__ import annotations

import gettext as standard
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Final

ENGLISH: Final = "en"
LANGUAGES: Final = (ENGLISH, "es")
"""The languages in which all that people read in Slack is written (ISO 639-1)."""

_current: ContextVar[Callable[[], str] | None] = ContextVar("language", default=None)


def matching(locale: object) -> str | None:
    """The language of a locale as Slack names it ("es-LA", "en-GB"); None if it has none here."""
    named = (locale if isinstance(locale, str) else "").replace("_", "-").partition("-")[0].lower()
    return named if named in LANGUAGES else None


@contextmanager
def speaking(language: str | Callable[[], str]) -> Iterator[None]:
    """Render everything within it in this language (one of LANGUAGES).

    A function is called when the first text is rendered, and only then: what must first be looked
    up costs nothing where nothing is said.
    """
    token = _current.set(cache(language) if callable(language) else lambda: language)
    try:
        yield
    finally:
        _current.reset(token)


def current() -> str:
    """The language in which texts are rendered now."""
    asked = _current.get()
    return ENGLISH if asked is None else asked()


def gettext(message: str, /, **values: object) -> str:
    """A sentence in the current language, with `values` in the places named in it ("{who}").

    The values go in as they are; braces in them mean nothing.
    """
    said = message if (language := current()) == ENGLISH else _catalogue(language).gettext(message)
    return said.format(**values) if values else said


def pgettext(context: str, message: str, /, **values: object) -> str:
    """As `gettext`, for words that mean different things in different places; `context` says
    which ("button", "a person's role") and is never shown."""
    language = current()
    said = message if language == ENGLISH else _catalogue(language).pgettext(context, message)
    return said.format(**values) if values else said


def ngettext(one: str, many: str, number: int, /, **values: object) -> str:
    """As `gettext`, in the form for this number: "{n} party", "{n} parties". `{n}` is the number
    as the language writes it."""
    if (language := current()) == ENGLISH:
        said = one if number == 1 else many
    else:
        said = _catalogue(language).ngettext(one, many, number)
    return said.format(n=grouped(number), **values)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Marks a text for the catalogues where it is defined; `gettext` translates it where it is
    shown."""
    return message


def grouped(number: float, decimals: int = 0) -> str:
    """A number with its thousands apart and up to that many decimals: "12,500", "2.5" in English.

    In Spanish it is "12 500" (with a narrow no-break space), "2500" and "2,5", as its Academy has
    written it since 2010: "12.500" and "12,500" are each twelve and a half to some of its readers.
    """
    said = f"{number:,.{decimals}f}"
    said = said.rstrip("0").rstrip(".") if decimals else said
    if current() == ENGLISH:
        return said
    whole, point, rest = said.partition(".")
    apart = whole.replace(",", "" if len(whole.lstrip("-")) < 6 else "\N{NARROW NO-BREAK SPACE}")
    return f"{apart},{rest}" if point else apart


@cache
def _catalogue(language: str) -> standard.NullTranslations:
    """The translations of one language, from all its files."""
    from babel.messages.catalog import Catalog  # only where another language is spoken
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    whole = Catalog(locale=language)
    for file in sorted(files("bot").joinpath("locale", language).iterdir(), key=lambda it: it.name):
        if file.name.endswith(".po"):
            with file.open("rb") as opened:
                for message in read_po(opened, locale=language):
                    if message.id and message.string:
                        whole.add(message.id, message.string, context=message.context)
    compiled = io.BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return standard.GNUTranslations(compiled)
