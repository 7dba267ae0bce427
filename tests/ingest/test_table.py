"""Tables of documents: the columns, and errors that name line and column."""

from __future__ import annotations

import csv
import io
import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest.documents import Basis, Incoming, IngestError
from bot.ingest.table import COLUMNS, looks_like_table, read_table

TODAY = date(2026, 11, 22)


def read(text: str | bytes) -> list[Incoming]:
    """The documents of a table without a wrong row."""
    found = read_table(text.encode() if isinstance(text, str) else text, today=TODAY)
    documents = [one for one in found if isinstance(one, Incoming)]
    assert len(documents) == len(found)
    return documents


def test_each_row_is_a_document_with_its_line() -> None:
    found = read(
        "Title,text,url,published_on,outlet,language,author\n"
        'Pier,"The pier is shut,\nsaid Mara Tolle.",https://p.example/a?utm_id=1,2024-03-05,'
        "Lindmar Post,en,Jo Renn\n"
        "\n"
        ",Der Steg ist nicht mehr offen und wird auch nicht mehr gebaut.,,,,,\n"
    )
    assert [one.place for one in found] == ["line 2", "line 5"]
    first, second = found
    assert first.text == "The pier is shut,\nsaid Mara Tolle."
    assert (first.title, first.outlet, first.author) == ("Pier", "Lindmar Post", "Jo Renn")
    assert (first.canonical_url, first.domain) == ("https://p.example/a", "p.example")
    assert (first.published_on, first.basis_of("published_on")) == (date(2024, 3, 5), Basis.FILE)
    assert (second.language, second.basis_of("language")) == ("de", Basis.WORDS)
    assert second.outlet is None


@pytest.mark.parametrize(
    "data",
    [
        '\ufefftext;outlet\r\n"The pier is shut; she said so";Post\r\n',
        'text\toutlet\n"The pier is shut; she said so"\tPost\n',
        'text,outlet\n"The pier is shut; she said so",Post',
    ],
)
def test_semicolons_tabs_and_byte_order_marks_are_taken(data: str) -> None:
    for raw in (data.encode(), data.removeprefix("\ufeff").encode("utf-16")):
        (one,) = read(raw)
        assert (one.text, one.outlet) == ("The pier is shut; she said so", "Post")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Said so.,one,two", "3 columns, but the first line names 2"),
        ("Said so.", "1 columns, but the first line names 2"),
        (",2024-03-05", "column text has no words"),
        ("Said so.,05.03.2024", "column published_on: “05.03.2024” is no date like"),
        ("Said so.,2024-02-30", "column published_on: “2024-02-30” is no date like"),
        ("Said so.,2031-01-01", "column published_on: 2031-01-01 lies in the future"),
    ],
)
def test_one_wrong_line_in_thousands_is_named_and_the_others_are_taken(
    row: str, sentence: str
) -> None:
    rows = ["text,published_on", *["The pier is shut.,2024-03-05"] * 5_000]
    rows[3_999] = row
    *found, wrong = read_table("\n".join(rows).encode(), today=TODAY)
    assert len(found) == 4_999
    assert isinstance(wrong, IngestError)
    assert wrong.place == "line 4000"
    assert wrong.sentence.startswith(f"line 4000: {sentence}")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Said so.,ftp://x.example,en", "line 2: column url: “ftp://x.example” is no web address"),
        ("Said so.,,english", "line 2: column language: “english” is no code like"),
        ('"Said so.,,', "line 2: the row cannot be read"),
        ('"Said so."x,,', "line 2: the row cannot be read"),
    ],
)
def test_a_wrong_value_is_named(row: str, sentence: str) -> None:
    with pytest.raises(IngestError, match=sentence):
        read(f"text,url,language\n{row}\n")


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("text,writer", "line 1: column 2 is “writer”; columns may be text, url,"),
        ("text,", "line 1: column 2 is without a name"),
        ("text,url,Text", "line 1: the column “text” stands there twice"),
        ("url,outlet", "line 1: there is no column “text”"),
        ("", "line 1: there is no column “text”"),
    ],
)
def test_a_wrong_header_is_named(header: str, sentence: str) -> None:
    with pytest.raises(IngestError, match=sentence):
        read(f"{header}\nA,b,c\n")


def test_several_wrong_lines_are_all_named() -> None:
    with pytest.raises(IngestError) as failure:
        read("text,language\n" + "Said so.,xxx\n" * 30)
    lines = failure.value.sentence.splitlines()
    assert lines[0].startswith("line 2: ")
    assert len(lines) == 21
    assert lines[-1] == "and 10 more"


def test_a_table_with_hundreds_of_wrong_lines_is_another_one_than_was_meant() -> None:
    with pytest.raises(IngestError, match="and 81 more"):
        read("text,language\nSaid so.,en\n" + "Said so.,xxx\n" * 300)


def test_what_is_no_utf8_or_no_table_is_said() -> None:
    with pytest.raises(IngestError, match="line 3: the file is not UTF-8 here"):
        read(b"text\nfine\nM\xfcller\n")
    with pytest.raises(IngestError, match="no row below"):
        read("text,url\n\n")
    with pytest.raises(IngestError, match="a Word or OpenDocument file"):
        read(b"PK\x03\x04")


def test_twenty_thousand_rows_are_read_in_a_few_seconds() -> None:
    started = time.monotonic()
    rows = "".join(f"The pier number {n} is shut said the board,Post\n" for n in range(20_000))
    assert len(read("text,outlet\n" + rows)) == 20_000
    assert time.monotonic() - started < 5


def test_a_long_document_fits_in_a_cell() -> None:
    assert len(read("text,url\n" + "word " * 150_000 + ",")[0].text) == 749_999


def test_a_table_is_told_by_its_first_line() -> None:
    assert looks_like_table(b"\xef\xbb\xbfURL;Text;Outlet\r\n")
    assert not looks_like_table(b"text\nmore\n")
    assert not looks_like_table(b"A text, with commas\n")


cells = st.text(max_size=12) | st.sampled_from(["2024-03-05", "en", "https://p.example", "said"])


@settings(max_examples=150)
@given(
    st.binary(max_size=300).map(b"text,url\n".__add__)
    | st.lists(st.lists(cells, min_size=7, max_size=7), max_size=6).map(
        lambda rows: written([list(COLUMNS), *rows]).encode("utf-8", "surrogatepass")
    )
)
def test_any_bytes_are_documents_or_a_sentence(data: bytes) -> None:
    with suppress(IngestError):
        for one in read_table(data, today=TODAY):
            assert (one.text if isinstance(one, Incoming) else one.sentence).encode()
            assert one.place.startswith("line ")


def written(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()
