"""A CSV file of documents, one in each row.

Columns, in any order: `text` (required), `url`, `outlet`, `title`, `author`, `published_on`
(YYYY-MM-DD), `language` (ISO 639-1), `topic`. The first line names them. Commas, semicolons or tabs
separate; UTF-8, with or without a byte order mark.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.i18n import gettext
from bot.ingest.addresses import brief, canonical, domain_of
from bot.ingest.decoding import MAX_TEXT, fitting, refuse_binary
from bot.ingest.described import EARLIEST, believable, language_code, language_of
from bot.ingest.documents import (
    Basis,
    Incoming,
    IngestError,
    ManyProblemsError,
    at_least_one,
    unforeseen,
)
from bot.ingest.jsonld import line
from bot.language.web_addresses import web_address

COLUMNS = ("text", "url", "outlet", "title", "author", "published_on", "language", "topic")
MAX_TABLE = 200_000_000
"""Size limit of one file, in bytes."""

MAX_WRONG = 100
"""Wrong rows; if there are more, another table was probably meant."""

_LONGEST = 500  # characters of any column but text and url


def read_table(data: bytes, *, today: date) -> list[Incoming | IngestError]:
    """The documents of a table, each with its line as `place`, and behind them an error for each
    wrong row: line and column of the value.

    Raises IngestError if no row can be taken, if the table as a whole cannot be read, or if more
    than MAX_WRONG rows are wrong.
    """
    if len(data) > MAX_TABLE:
        raise IngestError(
            gettext(
                "The table is larger than {max_table} MB. Split it.",
                max_table=format(MAX_TABLE / 1e6, "g"),
            )
        )
    refuse_binary(data, gettext("The table"))
    rows = _rows(_text(data))
    columns = _columns(next(rows, (1, []))[1])
    found: list[Incoming] = []
    problems: list[IngestError] = []
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        try:
            found.append(_document(number, row, columns, today))
        except IngestError as problem:
            problems.append(problem)
        except Exception as error:  # noqa: BLE001 - one bad row must not lose the others
            problems.append(unforeseen(error, f"line {number}"))
        if len(problems) > MAX_WRONG:
            raise ManyProblemsError(problems)
    return at_least_one(
        found, problems, gettext("The table has no row below the names of its columns.")
    )


def looks_like_table(data: bytes) -> bool:
    """Whether the first line names columns of such a table."""
    first = data[:2_000].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    head = first.splitlines()[0] if first.strip() else ""
    names = [name.strip().strip('"').lower() for name in re.split(r"[,;\t]", head)]
    return len(names) > 1 and "text" in names and len(set(names) & set(COLUMNS)) > 1


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise IngestError(
            gettext("the file is not UTF-8 here. Save it as “CSV UTF-8”."), place=f"line {number}"
        ) from None


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line on which it begins."""
    # A setting of the whole process; a document may be longer than the standard 128 KiB.
    csv.field_size_limit(max(csv.field_size_limit(), 4 * MAX_TEXT))
    head = text[:2_000].partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise IngestError(
                gettext(
                    "the row cannot be read ({error}). Is a quotation mark never closed?",
                    error=error,
                ),
                place=f"line {begins}",
            ) from None
        yield begins, row
        begins = reader.line_num + 1


def _columns(header: list[str]) -> list[str]:
    names = [name.strip().lower() for name in header]
    listed = ", ".join(COLUMNS)
    for position, name in enumerate(names, start=1):
        if name not in COLUMNS:
            shown = (
                f"“{brief(header[position - 1].strip())}”" if name else gettext("without a name")
            )
            raise IngestError(
                gettext(
                    "column {position} is {shown}; columns may be {listed}.",
                    position=position,
                    shown=shown,
                    listed=listed,
                ),
                place=gettext("line 1"),
            )
        if names.index(name) != position - 1:
            raise IngestError(
                gettext("the column “{name}” stands there twice.", name=name),
                place=gettext("line 1"),
            )
    if "text" not in names:
        raise IngestError(
            gettext("there is no column “text”; columns may be {listed}.", listed=listed),
            place=gettext("line 1"),
        )
    return names


def _document(number: int, row: list[str], columns: list[str], today: date) -> Incoming:
    place = f"line {number}"
    if len(row) != len(columns):
        raise IngestError(
            gettext(
                "{number} columns, but the first line names {columns}.",
                number=len(row),
                columns=len(columns),
            ),
            place=place,
        )
    given = {name: cell.strip() for name, cell in zip(columns, row, strict=True) if cell.strip()}
    try:
        fields = {**_names(given), **_address(given), **_told(given, today)}
        text = fitting(given.get("text", ""), gettext("column text"))
    except IngestError as error:
        raise IngestError(error.sentence, place=place) from None
    bases = dict.fromkeys(fields, Basis.FILE)
    if "language" not in fields:
        fields["language"], bases["language"] = language_of(text), Basis.WORDS
    return Incoming(text=text, **fields, bases=tuple(bases.items()), place=place)


def _names(given: Mapping[str, str]) -> dict[str, Any]:
    found = {name: given[name] for name in ("outlet", "title", "author", "topic") if name in given}
    for name, value in found.items():
        if len(value) > _LONGEST:
            raise _wrong(name, gettext("longer than {longest} characters.", longest=_LONGEST))
    return {name: line(value) for name, value in found.items()}


def _address(given: Mapping[str, str]) -> dict[str, Any]:
    url = given.get("url")
    if url is None:
        return {}
    address = canonical(url)
    if address is None:
        raise _wrong("url", gettext("“{brief}” is no web address.", brief=brief(url)))
    return {"url": web_address(url), "canonical_url": address, "domain": domain_of(url)}


def _told(given: Mapping[str, str], today: date) -> dict[str, Any]:
    """The fields for language and day, with their bases, that the row gives."""
    fields: dict[str, Any] = {}
    if "language" in given:
        fields["language"] = language_code(given["language"])
        if fields["language"] is None:
            raise _wrong(
                "language",
                gettext("“{brief}” is no code like en or de.", brief=brief(given["language"])),
            )
    if "published_on" in given:
        fields["published_on"] = _day(given["published_on"], today)
        if fields["published_on"] is None:
            raise _wrong(
                "published_on", gettext("{given} lies in the future.", given=given["published_on"])
            )
    return fields


def _wrong(column: str, why: str) -> IngestError:
    return IngestError(gettext("column {column}: {why}", column=column, why=why))


def _day(given: str, today: date) -> date | None:
    try:
        day = date.fromisoformat(given) if re.fullmatch(r"\d{4}-\d\d-\d\d", given) else None
    except ValueError:
        day = None
    if day is None or day < EARLIEST.replace(year=1800):
        raise _wrong(
            "published_on", gettext("“{brief}” is no date like 2024-03-04.", brief=brief(given))
        )
    return day if day < EARLIEST else believable(day, today, [])
