"""What people see while they add: Slack takes it, and nothing stored becomes mark-up."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.add import details_view, feeds_view, results_view
from bot.add import view as adding
from bot.add.details_view import Known
from bot.add.documents import Added, AddedDocument
from bot.record.numbers import LARGEST
from tests.contract.payloads import check_message, check_view

hostile = st.text(max_size=400) | st.sampled_from(
    ["<!channel>", "*bold* <@U1> :tada: > quote", "&amp;<b>", "x" * 5_000, "‮txet", "\x00"]
)
names = st.none() | hostile
known = st.builds(
    Known,
    st.integers(1, 10**9),
    st.none()
    | st.sampled_from(["https://a.example/x?b=1&c=2", "javascript:alert(1)", "no address"]),
    names,
    names,
    names,
    st.none() | st.just(date(2024, 11, 5)),
    names,
    st.dictionaries(
        st.sampled_from(details_view.FIELDS), st.sampled_from(["json-ld", "editor", "?"])
    ),
    hostile,
    topic=names,
)
documents = st.builds(
    AddedDocument,
    st.integers(1, 10**9),
    st.integers(0, 500),
    st.booleans(),
    names,
    hostile,
    hostile,
    st.lists(hostile, max_size=12).map(tuple),
)


def fits(message: adding.Message) -> None:
    check_message({"text": message.text, "blocks": message.blocks}, mentions=True)


@given(known, documents)
@settings(max_examples=60, deadline=None)
def test_a_documents_details_fit_into_slack(details: Known, one: AddedDocument) -> None:
    check_view(
        details_view.details_form(details, seen=LARGEST, above=results_view.waiting(3)),
        mentions=True,
    )
    fits(results_view.one_document(one, details))
    fits(details_view.confirmed(details, date_changed=True, days=2, dated=1, statuses=1, topics=2))


@given(st.lists(documents, max_size=14), st.lists(hostile, max_size=14))
@settings(max_examples=40, deadline=None)
def test_what_came_of_a_source_fits_into_slack(
    found: list[AddedDocument], problems: list[str]
) -> None:
    fits(results_view.several(Added(tuple(found), problems=tuple(problems))))
    listed = [(one.document_id, one.title or "", one.drafts) for one in found]
    fits(feeds_view.feed_polled("A feed", listed, problems, 3))
    fits(results_view.to_review(listed, "U1"))


@given(hostile, hostile)
@settings(max_examples=40, deadline=None)
def test_sentences_about_a_source_fit_into_slack(words: str, address: str) -> None:
    fits(adding.failed(words, address))
    fits(adding.reading(address))
    fits(feeds_view.feed_offer(1, words, 5_000, 50))
    fits(feeds_view.following(words, "30 minutes"))
    fits(feeds_view.feed_failing(words, address, "later"))
    fits(feeds_view.link_offer([(1, address), (2, words)]))


def test_the_form_asks_for_a_text_or_an_address() -> None:
    check_view(adding.form())
