"""How days and counts are written in every text for people, independent of the machine's locale."""

from __future__ import annotations

from datetime import date

# By the month in which they begin (`bot.language.date_words`).
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


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
        return f"{season} {years}"
    month = f"{_MONTHS[value.month - 1]} {value.year}"
    return month if precision in ("month", "season") else f"{value.day} {month}"


def lowered(sentence: str) -> str:
    """A sentence whose first letter is small, to go on another."""
    return sentence[:1].lower() + sentence[1:]


def capitalised(sentence: str) -> str:
    """A sentence whose first letter is a capital; all other letters stay."""
    return sentence[:1].upper() + sentence[1:]


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 party", "2 parties"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
