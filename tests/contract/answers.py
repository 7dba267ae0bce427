"""Answers as a desk gets them, made by hand; places, people and outlets are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.ask.card import CardContext
from bot.check.answer import Alternative, Answer
from bot.matching.outcome import Difference, DifferenceKind, Outcome
from bot.record.card import AttributionLine, ClaimCard

TODAY = date(2024, 11, 6)


def context(
    *,
    inquiry_id: str = "41",
    ephemeral: bool = False,
    position: int = 1,
    total: int = 1,
    can_share: bool = False,
    today: date = TODAY,
    note: str = "",
) -> CardContext:
    """Where an answer is shown: in a thread, one statement, unless told otherwise."""
    return CardContext(inquiry_id, ephemeral, position, total, can_share, today, note)


def said(
    key: str,
    party: str,
    source: str,
    quote: str,
    *,
    role: str | None = None,
    organisation: str | None = None,
    stance: str = "asserts",
    verbatim: bool = True,
    outlet: str | None = None,
    relayed_by: str | None = None,
    url: str | None = None,
    said_on: date | None = date(2024, 11, 5),
    **more: object,
) -> AttributionLine:
    """An attribution line with what matters given, the rest as usual."""
    line = AttributionLine(
        key,
        party,
        source,
        role,
        organisation,
        stance,
        quote,
        verbatim,
        outlet,
        relayed_by,
        url,
        said_on,
    )
    return replace(line, **more)  # type: ignore[arg-type]


_SOUTH = said(
    "a1",
    "Varland",
    "Ilse Brandt",
    "We count more than 10,000 Orsk soldiers in the Tessen valley, and part of them have "
    "moved up to the front line.",
    role="spokeswoman",
    organisation="Ministry of Defence",
    outlet="Varland Dispatch",
    url="https://dispatch.example/2024/11/05/tessen",
    counted="support",
    reason="supports",
)
_DEPARTMENT = said(
    "a2",
    "Coast Union",
    "Union Defence Office",
    "ten to twelve thousand Orsk troops have been sent to the valley",
    verbatim=False,
    relayed_by="Meridian Wire",
    outlet="Harbour Times",
    url="https://harbour.example/a?b=1&c=2",
    said_on=date(2024, 11, 4),
    counted="support",
    reason="supports",
)
_PALACE = said(
    "a3",
    "Coast Union",
    "Mara Quint",
    "Over ten thousand, and counting.",
    role="adviser to the president",
    said_on=date(2024, 11, 4),
    outlet="Harbour Times",
    counted="support",
    reason="same_party",
    reason_about="a2",
)
_DECLINES = (
    said(
        "a4",
        "Orsk",
        "Orsk",
        "no comment on troop movements",
        stance="declines",
        verbatim=False,
        outlet="Meridian Wire",
        said_on=None,
        published_on=date(2024, 11, 5),
        reason="declines",
    ),
    said(
        "a5",
        "Narrow Isles",
        "Per Aldo",
        "We do not discuss where our friends train.",
        role="foreign minister",
        stance="declines",
        outlet="Isles Radio",
        said_on=date(2024, 11, 3),
        reason="declines",
    ),
)
_RELAYS = tuple(
    said(
        f"r{n:02}",
        f"Outlet {n}",
        f"Outlet {n}",
        "more than 10,000",
        outlet=f"Outlet {n}",
        verbatim=False,
        reason="relay",
        reason_about="a1",
        relay_of="Ilse Brandt",
    )
    for n in range(38)
)

ALIGNED = Answer(
    statement="Over 10k Orsk troops are in the Tessen valley",
    outcome=Outcome.MATCH,
    score=0.93,
    claim=ClaimCard(
        12,
        "tessen-troops",
        "More than 10,000 Orsk soldiers are in the Tessen valley.",
        "quantity",
        "aligned",
        date(2024, 11, 5),
    ),
    support=2,
    denial=0,
    flags=("interested_only", "not_confirmed_by:Narrow Isles,Orsk", "relayed"),
    attributions=(_SOUTH, _DEPARTMENT, _PALACE, *_DECLINES, *_RELAYS),
)

DIFFERS = replace(
    ALIGNED,
    statement="100,000 Orsk soldiers are in the Tessen valley",
    outcome=Outcome.DIFFERS,
    differences=(Difference(DifferenceKind.FIGURE, "100,000", "more than 10,000"),),
    attributions=(_SOUTH, _DEPARTMENT, *_DECLINES),
)

DIFFERS_TWICE = replace(
    DIFFERS,
    statement="12,000 Orsk soldiers have left the Tessen valley",
    differences=(
        Difference(
            DifferenceKind.FIGURE, "12,000", "more than 10,000", "more exact than the record"
        ),
        Difference(DifferenceKind.OPPOSITE, "have left", "are in"),
    ),
)

DISPUTED = Answer(
    statement="The Harbour bridge was closed on Monday",
    outcome=Outcome.MATCH,
    score=0.9,
    claim=ClaimCard(
        7,
        "bridge",
        "The Harbour bridge was closed to lorries on 14 October 2024.",
        "fact",
        "disputed",
        date(2024, 10, 16),
    ),
    support=2,
    denial=2,
    flags=("denial_independent", "number_conflict", "unattributed", "updated_by_source"),
    attributions=(
        said(
            "b1",
            "Port of Harbour",
            "Port log 14 October",
            "Bridge closed to vehicles over 7.5 t from 06:10",
            basis="record",
            said_on=date(2024, 10, 14),
            counted="support",
            reason="supports",
        ),
        said(
            "b2",
            "Hauliers' League",
            "Dov Resnik",
            "Forty lorries stood there until the evening.",
            role="chairman",
            outlet="Harbour Times",
            url="https://harbour.example/bridge",
            said_on=date(2024, 10, 15),
            counted="support",
            reason="supports",
        ),
        said(
            "b3",
            "City of Harbour",
            "Lena Ost",
            "The bridge was open all day.",
            role="mayor",
            stance="denies",
            outlet="City Gazette",
            url="https://gazette.example/1",
            said_on=date(2024, 10, 16),
            counted="denial",
            reason="denies",
        ),
        said(
            "b4",
            "Bridge Watch",
            "Bridge Watch",
            "closed for two hours only",
            verbatim=False,
            said_on=date(2024, 10, 16),
            outlet="Meridian Wire",
            figure=(2, 2),
            unit="hours",
            counted="denial",
            reason="other_figure",
        ),
        said(
            "b5",
            "",
            "",
            "reportedly shut after a crash",
            verbatim=False,
            outlet="Kiosk Blog",
            said_on=None,
            reason="unknown_origin",
        ),
    ),
)

CONFIRMED = Answer(
    statement="the dam at Lowmoor leaked before the flood",
    outcome=Outcome.MATCH,
    score=0.88,
    claim=ClaimCard(
        31,
        "dam",
        "The Lowmoor dam leaked before the flood of 2 March 2023.",
        "fact",
        "confirmed",
        date(2023, 3, 9),
    ),
    support=3,
    denial=0,
    flags=("stale", "interests_unreviewed"),
    attributions=(
        said(
            "c1",
            "Lowmoor Water",
            "Sam Field",
            "We saw seepage on 20 February and did not act on it.",
            role="chief engineer",
            outlet="Moor Evening News",
            url="https://moor.example/seepage",
            said_on=date(2023, 3, 9),
            counted="support",
            reason="supports",
        ),
        said(
            "c2",
            "Inspectorate of Dams",
            "Inspection report 2023/4",
            "Visible leakage at the toe of the embankment.",
            basis="record",
            said_on=date(2023, 2, 24),
            counted="support",
            reason="supports",
        ),
        said(
            "c3",
            "a source known to the desk",
            "a source known to the desk",
            "water ran down the face for days",
            verbatim=False,
            said_on=date(2023, 3, 3),
            basis="witnessed",
            known_to_desk=True,
            counted="support",
            reason="supports",
        ),
    ),
)

SINGLE = Answer(
    statement="Varland will close its airspace on Friday",
    outcome=Outcome.MATCH,
    score=0.9,
    claim=ClaimCard(
        40, "air", "Varland will close its airspace.", "prediction", "position", date(2024, 11, 2)
    ),
    support=1,
    denial=0,
    attributions=(
        said(
            "d1",
            "Varland",
            "a senior official",
            "It will be shut by the weekend.",
            anonymous=True,
            outlet="Varland Dispatch",
            said_on=date(2024, 11, 2),
            counted="support",
            reason="supports",
        ),
        said(
            "d2",
            "Coast Union",
            "Mara Quint",
            "That may happen.",
            role="adviser to the president",
            stance="hedges",
            hedge="may",
            said_on=date(2024, 11, 2),
            reason="hedges",
        ),
    ),
)

POSSIBLE = Answer(
    statement="Orsk soldiers at the front",
    outcome=Outcome.POSSIBLE,
    score=0.4,
    alternatives=(
        Alternative(12, "t", "More than 10,000 Orsk soldiers are in the Tessen valley.", 0.41),
        Alternative(13, "u", "A significant part of the Orsk soldiers are at the front line.", 0.4),
        Alternative(14, "v", "Orsk soldiers have fired at Varland positions.", 0.33),
    ),
)

NONE = Answer(statement="The moon base opened in May", outcome=Outcome.NONE)

REALISTIC = {
    "aligned": ALIGNED,
    "differs": DIFFERS,
    "differs twice": DIFFERS_TWICE,
    "disputed": DISPUTED,
    "confirmed": CONFIRMED,
    "position": SINGLE,
    "possible": POSSIBLE,
    "none": NONE,
}
