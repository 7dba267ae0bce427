"""What property tests over messages draw from."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.corroboration import Reason, Status
from bot.record.card import AttributionLine, ClaimCard
from bot.slack.message import Message
from tests.contract.payloads import check_message
from tests.nasty import NASTY

LONG = st.sampled_from(["<", "*a ", "&lt;", "😀", "א", "word ", "<!channel> "]).map(
    lambda piece: (piece * 40_000)[:40_000]
)


anything = st.one_of(
    st.just(""), st.sampled_from(NASTY), st.text(max_size=40), st.text(max_size=40), LONG
)


maybe = st.none() | anything


urls = st.one_of(
    st.none(), anything, st.text(max_size=30).map("https://x.example/{}".format),
    st.just("https://x.example/" + "a" * 480),
)  # fmt: skip


days = st.none() | st.dates()


numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)


lines = st.builds(
    AttributionLine,
    key=st.text(max_size=5),
    party=anything,
    source=anything,
    role=maybe,
    organisation=maybe,
    stance=st.sampled_from(["asserts", "denies", "hedges", "declines"]),
    quote=anything,
    verbatim=st.booleans(),
    outlet=maybe,
    relayed_by=maybe,
    url=urls,
    said_on=days,
    published_on=days,
    hedge=maybe,
    figure=st.none() | st.tuples(numbers, numbers),
    unit=maybe,
    basis=st.sampled_from(["statement", "record", "witnessed"]),
    counted=st.sampled_from(["support", "denial", ""]),
    reason=st.sampled_from([reason.value for reason in Reason]),
    reason_about=maybe,
    retracted=st.booleans(),
    anonymous=st.booleans(),
    document_title=maybe,
)


claims = st.builds(
    ClaimCard,
    id=st.integers(1, 2**63),
    key=st.text(max_size=5),
    text=anything,
    kind=st.just("fact"),
    status=st.sampled_from([status.value for status in Status]),
    as_of=days,
    forwarded_from=maybe,
)


def checked(message: Message, *, mentions: bool = False) -> Message:
    check_message({"text": message.text, "blocks": message.blocks}, mentions=mentions)
    return message
