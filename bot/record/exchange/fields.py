"""Reading one value of an entry.

Each reader raises UnfitError with the reason, worded to follow the field's name ("kind "rumour" is
none of fact, quantity, …").
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from bot import zones
from bot.i18n import gettext
from bot.ingest.documents import Basis as HowKnown
from bot.language.web_addresses import web_address, web_domain
from bot.record.exchange.entries import (
    UNKNOWN,
    AttributionEntry,
    ClaimEntry,
    DocumentEntry,
    Entry,
    Figure,
    OutletEntry,
    SourceEntry,
    Span,
)
from models.record import (
    AttributionState,
    Basis,
    ClaimKind,
    ClaimState,
    Precision,
    SourceKind,
    Stance,
)

MAX_KEY = 200
"""Characters of a key. PostgreSQL indexes at most 2,704 bytes of a value (its B-tree limit)."""


class UnfitError(ValueError):
    """A value that its field cannot have; the message is the reason."""


def shown(value: Any) -> str:
    """A value as short ASCII JSON, so that a message can always be printed."""
    written = json.dumps(value, ensure_ascii=True, default=str)
    return written if len(written) <= 60 else f"{written[:57]}…"


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise UnfitError(gettext("{shown} is not text", shown=shown(value)))
    if not value.strip():
        raise UnfitError(gettext("is empty"))
    if "\0" in value:
        raise UnfitError(gettext("has a NUL character, which a database cannot keep"))
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise UnfitError(
            gettext("has half a character (a lone surrogate) at {start}", start=error.start)
        ) from None
    return value


def _address(value: Any) -> str:
    address = web_address(_text(value))
    if address is None:
        raise UnfitError(
            gettext("{shown} is no web address (http:// or https://)", shown=shown(value))
        )
    return address


def _domain(value: Any) -> str:
    domain = web_domain(_text(value))
    if domain is None:
        raise UnfitError(gettext("{shown} is no domain, like courier.example", shown=shown(value)))
    return domain


def _zone(value: Any) -> str:
    name = zones.named(_text(value))
    if name is None:
        raise UnfitError(gettext("{shown} is no time zone, like Europe/Oslo", shown=shown(value)))
    return name


def _key(value: Any) -> str:
    key = _text(value)
    if len(key) > MAX_KEY:
        raise UnfitError(
            gettext(
                "has {number} characters, more than {max_key}", number=len(key), max_key=MAX_KEY
            )
        )
    if key != key.strip():
        raise UnfitError(gettext("{shown} begins or ends with white space", shown=shown(key)))
    return key


def _attribution_key(value: Any) -> str:
    key = _key(value)
    if key == UNKNOWN:
        raise UnfitError(
            gettext('"{unknown}" is reserved for an origin that nobody names', unknown=UNKNOWN)
        )
    return key


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise UnfitError(gettext("{shown} is not a list", shown=shown(value)))
    return tuple(_text(one) for one in value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise UnfitError(gettext("{shown} is neither true nor false", shown=shown(value)))
    return value


def _one_of(allowed: type[StrEnum]) -> Callable[[Any], str]:
    values = [member.value for member in allowed]

    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in values:
            raise UnfitError(
                gettext("{shown} is none of {join}", shown=shown(value), join=", ".join(values))
            )
        return value

    return read


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})"
)


def _day(value: Any) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise UnfitError(gettext("{shown} is not a date (YYYY-MM-DD)", shown=shown(value)))
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise UnfitError(
            gettext("{shown} is not a day of the calendar", shown=shown(value))
        ) from None


def _instant(value: Any) -> datetime:
    """A date and time with its offset from UTC; a date alone is the start of that day, UTC."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        day = _day(value)
        instant = datetime(day.year, day.month, day.day, tzinfo=UTC)
    elif isinstance(value, str) and _INSTANT.fullmatch(value):
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            raise UnfitError(
                gettext("{shown} is not a time of the calendar", shown=shown(value))
            ) from None
    else:
        raise UnfitError(
            gettext("{shown} is not a date and time with its offset from UTC", shown=shown(value))
        )
    if not 1 < instant.year < 9999:  # an offset could leave the calendar
        raise UnfitError(gettext("{shown} is too far away", shown=shown(value)))
    return instant.astimezone(UTC)


def _figure(value: Any) -> Figure:
    if not isinstance(value, list) or len(value) != 2:
        raise UnfitError(gettext("{shown} is not [low, high]", shown=shown(value)))
    low, high = (None if bound is None else _number(bound) for bound in value)
    if low is None and high is None:
        raise UnfitError(gettext("has no bound at all; leave it out instead"))
    if low is not None and high is not None and low > high:
        raise UnfitError(gettext("{shown} has its low end above its high end", shown=shown(value)))
    return low, high


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UnfitError(gettext("{shown} is not a number", shown=shown(value)))
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise UnfitError(gettext("has a number that is too large"))
    return number + 0.0  # -0.0 becomes 0.0


def _span(value: Any) -> Span:
    if (
        not isinstance(value, list)
        or len(value) != 2
        or any(isinstance(end, bool) or not isinstance(end, int) for end in value)
    ):
        raise UnfitError(gettext("{shown} is not [start, end]", shown=shown(value)))
    return value[0], value[1]


def _spans(value: Any) -> tuple[Span, ...]:
    if not isinstance(value, list):
        raise UnfitError(gettext("{shown} is not a list of [start, end]", shown=shown(value)))
    return tuple(_span(one) for one in value)


READERS: Mapping[type[Entry], Mapping[str, Callable[[Any], Any]]] = {
    OutletEntry: {
        "key": _key,
        "name": _text,
        "domain": _domain,
        "notes": _text,
        "timezone": _zone,
    },
    SourceEntry: {
        "key": _key,
        "name": _text,
        "kind": _one_of(SourceKind),
        "role": _text,
        "parent": _key,
        "side": _text,
        "aliases": _texts,
        "anonymous": _flag,
        "confidential": _flag,
    },
    DocumentEntry: {
        "key": _key,
        "text": _text,
        "outlet": _key,
        "url": _address,
        "title": _text,
        "author": _text,
        "published_on": _day,
        "published_basis": _one_of(HowKnown),
        "language": _text,
        "topic": _text,
    },
    ClaimEntry: {
        "key": _key,
        "text": _text,
        "kind": _one_of(ClaimKind),
        "figure": _figure,
        "unit": _text,
        "place": _text,
        "time": _text,
        "topic": _text,
        "state": _one_of(ClaimState),
        "merged_into": _key,
    },
    AttributionEntry: {
        "key": _attribution_key,
        "claim": _key,
        "source": _key,
        "document": _key,
        "content": _spans,
        "verbatim": _flag,
        "stance": _one_of(Stance),
        "speaker": _span,
        "said_on": _day,
        "said_precision": _one_of(Precision),
        "relayed_by": _key,
        "origin": _key,
        "basis": _one_of(Basis),
        "evidence": _text,
        "figure": _figure,
        "unit": _text,
        "figure_computed": _flag,
        "figure_mistaken": _flag,
        "hedge": _text,
        "antecedent": _spans,
        "insertions": _spans,
        "against_interest": _flag,
        "retracted": _flag,
        "embargo_until": _instant,
        "state": _one_of(AttributionState),
    },
}
