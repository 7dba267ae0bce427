"""How days, counts and lists are written in every text for people: as the language that is spoken
(`bot.i18n`) writes them, independent of the machine's locale."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from bot import i18n
from bot.i18n import N_, gettext, pgettext

# By the month in which they begin (`bot.language.date_words`).
_SEASONS = {
    3: N_("spring {year}"),
    6: N_("summer {year}"),
    9: N_("autumn {year}"),
    12: N_("winter {year}"),
}

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_MONTHS_IN_FULL = (
    "January February March April May June July August September October November December"
).split()
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def own_time(said: str) -> str:
    """A claim's own time for people: "3 Mar 2026" for "2026-03-03", "Mar 2026" for "2026-03"; other
    words stay as they are."""
    try:
        return day(date.fromisoformat(f"{said}-01"), "month") if len(said) == 7 else _day(said)
    except ValueError:
        return said


def _day(said: str) -> str:
    return day(date.fromisoformat(said)) if len(said) == 10 else said


def day(value: date, precision: str | None = None) -> str:
    """A date as a desk writes it: "5 Nov 2024".

    `precision` is "month", "season" or "year" if the date is only the first day of one: "Nov 2024",
    "summer 2024", "2024". A winter is named by both its years.
    """
    if precision == "year":
        return str(value.year)
    if precision == "season" and (season := _SEASONS.get(value.month)):
        years = f"{value.year}/{(value.year + 1) % 100:02}" if value.month == 12 else value.year
        return gettext(season, year=years)
    month = f"{_month(value)} {value.year}"
    return month if precision in ("month", "season") else f"{value.day} {month}"


def _month(value: date) -> str:
    if (language := i18n.current()) == i18n.ENGLISH:
        return _MONTHS[value.month - 1]
    from babel.dates import format_date  # only where another language is spoken

    return format_date(value, "MMM", locale=language)


def in_full(value: date, *, year: bool = True) -> str:
    """A day with its month in full: "5 November 2024", or "5 November" without the year."""
    if (language := i18n.current()) == i18n.ENGLISH:
        said = f"{value.day} {_MONTHS_IN_FULL[value.month - 1]}"
        return f"{said} {value.year}" if year else said
    from babel.dates import format_date

    return format_date(value, "d 'de' MMMM 'de' y" if year else "d 'de' MMMM", locale=language)


def moment(at: datetime) -> str:
    """A minute in universal time: "5 Nov 2024, 10:02 UTC". `at` is in UTC."""
    return f"{day(at.date())}, {at:%H:%M} UTC"


def weekday(value: date, *, short: bool = False) -> str:
    """The day of the week in full: "Monday"; `short`: "Mon"."""
    if (language := i18n.current()) == i18n.ENGLISH:
        name = _WEEKDAYS[value.weekday()]
        return name[:3] if short else name
    from babel.dates import format_date

    return format_date(value, "EEE" if short else "EEEE", locale=language)


def listed(items: Sequence[str], *, either: bool = False) -> str:
    """A list as a sentence has it: "A", "A and B", "A, B and C"; "A or B" if one of them counts.

    In Spanish "y" is "e" before the sound i ("Francia e Inglaterra", but "y hielo"), and "o" is "u"
    before the sound o.
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {_joining(items[-1], either=either)} {items[-1]}"


def _joining(last: str, *, either: bool) -> str:
    if i18n.current() == "es":
        if either:
            return "u" if _SOUNDS_O.match(last) else "o"
        return "e" if _SOUNDS_I.match(last) else "y"
    return pgettext("in a list", "or") if either else pgettext("in a list", "and")


# A quotation mark or bold marks before the first letter are not said. An i before another vowel is
# a consonant's sound, and so is a y: "y hielo", "y Yemen", but "e Irán", "e Ypres".
_SOUNDS_I = re.compile(r"[\W_]*(?:h?[ií]|y)(?![aeouáéóú])", re.IGNORECASE)
_SOUNDS_O = re.compile(r"[\W_]*(?:h?[oó]|8|11(?!\d))", re.IGNORECASE)


def lowered(sentence: str) -> str:
    """A sentence whose first letter is small, to go on another."""
    return sentence[:1].lower() + sentence[1:]


def capitalised(sentence: str) -> str:
    """A sentence whose first letter is a capital; all other letters stay."""
    return sentence[:1].upper() + sentence[1:]


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 party", "2 parties"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
