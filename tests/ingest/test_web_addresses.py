"""What counts as an address of the web, and what only looks like one."""

from __future__ import annotations

import contextlib
import json
import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.addresses import canonical, checked, is_foreign, joined
from bot.ingest.claimreview import read_reviews
from bot.ingest.documents import IngestError
from bot.ingest.files import read_file
from bot.ingest.given import Given
from bot.ingest.source import How, read_source
from bot.language.web_addresses import web_address, web_domain
from bot.record.exchange.interchange import RecordError, parse
from bot.slack import text as mrkdwn
from tests.conftest import NOW
from tests.records import record

TODAY = NOW.date()

SCHEMES = ("javascript:alert(1)", "data:text/html,<b>", "vbscript:msgbox(1)", "file:///etc/passwd")
FOREIGN = (
    *SCHEMES,
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "javascript\t:x",
    "\x01javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "java%73cript:alert(1)",
    "javascript://courier.example/%0aalert(1)",
    "blob:https://courier.example/1",
    "view-source:https://courier.example",
    "about:blank",
    "mailto:ida@courier.example",
    "//courier.example/x",
    "\\\\courier.example\\x",
    "/\\courier.example",
    "ftp://courier.example",
    "http://",
    "https:///x",
    "https://?x",
    "https://#x",
    "https://:80/",
    "http://.",
    "http://a..b",
    "https:courier.example",
    "https:/courier.example",
    "https:\\\\courier.example",
    "https://ida@courier.example/",
    "https://ida:pw@courier.example/",
    "https://@courier.example",
    "https://courier.example\\@evil.example/",
    "https://courier.example%2f@evil.example",
    "https://cour\tier.example/",
    "https://courier.example/\u202egpj.exe",
    "https://a\u200fb.example",
    "https://courier.example/\x00",
    "https://courier.example/\x1b[2J",
    "https://courier.example/\x85",
    "https://courier.example/\u2028x",
    "https://%63ourier.example/",
    "https://courier．example",
    "https://courier。example",
    "https://courier∕example/",
    "https://℀.example",
    "http：//a.example",
    "https://a.example:0/",
    "https://a.example:99999/",
    "https://a.example:x/",
    "https://[::1",
    "https://[::zz]/",
    "https://" + "a" * 64 + ".example",
    "https://a.example/" + "x" * 2_000,
)
WEB = (
    "https://courier.example",
    "http://courier.example/a?b=c&d=%20e#f",
    "HTTPS://WWW.Courier.Example/",
    "https://münchen.example/straße",
    "https://例え.テスト/",
    "https://हिन्दी.example/",
    "http://a_b.example",
    "http://[2001:db8::1]:8080/x",
    "http://192.0.2.1/",
    "https://courier.example./",
    "http://intranet/x",
    "https://courier.example/a@b:c",
    "https://courier.example/(x)|y",
    "https://courier.example:8443/",
)

foreign = pytest.mark.parametrize("address", FOREIGN)


@foreign
def test_what_only_looks_like_one_is_none_anywhere(address: str) -> None:
    assert web_address(address) is None
    assert canonical(address) is None
    assert joined(None, address) is None
    assert not mrkdwn.is_linkable(address)
    assert mrkdwn.link(address, "read it") == "read it"
    if address == address.strip():  # what is unseen at its end does not count here
        with pytest.raises(IngestError):
            checked(address)
    else:
        with contextlib.suppress(IngestError):
            assert web_address(checked(address).url) is not None


@pytest.mark.parametrize("address", WEB)
def test_what_is_one_stays_as_it_is(address: str) -> None:
    assert web_address(address) == address
    assert web_address(f" {address}\n") == address
    assert mrkdwn.is_linkable(address)
    assert canonical(address) is not None


@pytest.mark.parametrize(
    ("given_", "domain"),
    [
        ("courier.example", "courier.example"),
        ("https://www.courier.example:8443/x", "www.courier.example"),
        ("münchen.example", "münchen.example"),
        *[
            (one, None)
            for one in ("javascript:alert(1)", "a b", "a/b", "a@b", "a:80", "", "<b>", None)
        ],
        *[
            (one, None)
            for one in ("a\u202eb.example", "a\x1bb.example", "//courier.example", "[::1]")
        ],
    ],
)
def test_a_domain_is_a_host_s_name(given_: str | None, domain: str | None) -> None:
    assert web_domain(given_) == domain


hostile = st.builds(
    lambda scheme, where, extra: scheme[:where] + extra + scheme[where:],
    st.sampled_from(SCHEMES).flatmap(lambda one: st.sampled_from([one, one.upper(), one.title()])),
    st.integers(0, 12),
    st.text(
        st.sampled_from("\x00\x01\t\n\r \x1b\x7f\x85\u00a0\u200b\u202e\u2028\ufeff%0aA/"),
        max_size=3,
    ),
)


@given(hostile)
def test_no_scheme_but_the_web_s_gets_through_however_it_is_dressed(address: str) -> None:
    assert web_address(address) is None
    assert joined(None, address) is None
    found = joined("https://courier.example/a/", address)  # a path on that site, at most
    assert found is None or urlsplit(found).hostname == "courier.example"


@given(
    st.one_of(
        st.text(max_size=80),
        st.builds(
            "{}{}{}".format,
            st.sampled_from(["http://", "https://", "HTTP://", "//", "https:/", ""]),
            st.text(st.sampled_from("ab.-_:@[]%\\/?#é。．１\u202e 0"), max_size=15),
            st.text(max_size=20),
        ),
    )
)
def test_what_is_one_has_a_host_and_nothing_hidden(text: str) -> None:
    found = web_address(text)
    if found is None:
        return
    parts = urlsplit(found)
    assert parts.scheme in ("http", "https")
    assert parts.hostname
    assert parts.username is parts.password is None
    assert found.isprintable()
    assert not set(found) & set(" \\")
    assert web_address(found) == found
    assert web_domain(found) is not None or "[" in found


# --- coming in -----------------------------------------------------------------------------------


@foreign
def test_a_record_with_one_is_refused_with_entry_and_reason(address: str) -> None:
    raw = record()
    raw["documents"][0]["url"] = address
    with pytest.raises(RecordError) as refused:
        parse(json.dumps(raw).encode())
    assert "report" in str(refused.value)
    assert "url" in str(refused.value)
    assert str(refused.value).isprintable() or "\n" in str(refused.value)


def test_a_record_with_a_domain_that_is_none_is_refused() -> None:
    raw = record()
    raw["outlets"][0]["domain"] = "javascript:alert(1)"
    with pytest.raises(RecordError, match=r'courier.*"javascript:alert\(1\)" is no domain'):
        parse(json.dumps(raw).encode())


def review(**fields: object) -> dict[str, object]:
    return {
        "@type": "ClaimReview",
        "url": "https://check.example/1",
        "claimReviewed": "The Harrow ferry sank.",
        "author": {"name": "Northern Check", "url": "https://check.example"},
        "reviewRating": {"alternateName": "False"},
        **fields,
    }


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "java\tscript:alert(1)"}, "url"),
        ({"url": "https://ida@check.example/"}, "url"),
        ({"url": "//check.example/1"}, "url"),
        ({"author": {"name": "N", "url": "data:text/html,x"}}, "author.url"),
        ({"author": {"name": "N", "@id": "vbscript:x"}}, "author.url"),
        ({"itemReviewed": {"appearance": "file:///etc/passwd"}}, "itemReviewed.appearance"),
        ({"itemReviewed": {"appearance": {"url": "JAVASCRIPT:x"}}}, "itemReviewed.appearance"),
    ],
)
def test_a_review_with_one_is_refused_with_its_place(fields: dict[str, object], name: str) -> None:
    items = {"@context": "https://schema.org", "@graph": [review(), review(**fields)]}
    good, bad = read_reviews(json.dumps(items).encode())
    assert not isinstance(good, IngestError)
    assert isinstance(bad, IngestError)
    assert re.search(f"item 2.*`{name}` is no web address", str(bad))


def test_a_mere_reference_in_a_review_is_no_address_and_no_harm() -> None:
    item = review(author={"name": "Northern Check", "@id": "#organisation"})
    (found,) = read_reviews(json.dumps(item).encode())
    assert found.publisher_url == "https://check.example/1#organisation"
    (found,) = read_reviews(json.dumps({**item, "url": None}).encode())
    assert found.publisher_url is None


@foreign
def test_what_is_said_of_a_source_or_stands_in_it_is_refused(address: str) -> None:
    words = "The mayor, Ida Holm, said on Monday that the bridge at Ostra was closed."
    with pytest.raises(IngestError, match="no web address"):
        list(read_source(words, How(TODAY, None, Given(url=address))).items)
    matter = f"---\nurl: {address}\n---\n{words}".encode()
    if address.isprintable() and is_foreign(address):
        with pytest.raises(IngestError, match="`url` is no web address"):
            read_file(matter, name="a.md", today=TODAY)
    else:  # a path, or its last character does not come through the reading of a text
        with contextlib.suppress(IngestError):
            found = read_file(matter, name="a.md", today=TODAY).url
            assert found in (None, "https://courier.example/")


@pytest.mark.parametrize("path", ["/2024/11/bridge", "bridge.html", "posts/bridge/"])
def test_a_path_in_front_matter_is_left_out(path: str) -> None:
    found = read_file(f"---\nurl: {path}\n---\nThe bridge.".encode(), name="a.md", today=TODAY)
    assert found.url is None
    assert not is_foreign(path)
