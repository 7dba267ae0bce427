from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer import AttributionLine
from bot.digests.values import Asked, Digest, Line, Topic, Unanswered, What, Window
from bot.render.action_ids import DIGEST_MORE as MORE
from bot.render.action_ids import DIGEST_SHOW as SHOW
from bot.render.digest import digest_message, no_changes
from bot.render.message import Message
from bot.render.notices import paused_message
from tests.contract.payloads import check_message

WINDOW = Window(datetime(2024, 11, 9, 9, tzinfo=UTC), datetime(2024, 11, 10, 9, tzinfo=UTC))


def said(party: str, stance: str = "denies", counted: str = "denial", **more: object) -> object:
    fields: dict[str, object] = {
        "key": party,
        "party": party,
        "source": party,
        "role": None,
        "organisation": None,
        "stance": stance,
        "quote": "",
        "verbatim": False,
        "outlet": None,
        "relayed_by": None,
        "url": None,
        "said_on": None,
        "counted": counted,
    }
    return AttributionLine(**{**fields, **more})  # type: ignore[arg-type]


LINE = Line(7, "The bridge is closed.", What.STATUS, "disputed", "single_source", (said("Iran"),))  # type: ignore[arg-type]


def digest(*lines: Line, name: str | None = "Bridges", **fields: object) -> Digest:
    topics = (Topic(name, lines),) if lines else ()
    return Digest(WINDOW, topics, total=len(lines), **fields)  # type: ignore[arg-type]


def shown(message: Message) -> str:
    check_message({"text": message.text, "blocks": message.blocks}, mentions=True)
    return "\n".join(b["text"]["text"] for b in message.blocks if "text" in b)


def test_a_change_reads_as_a_sentence_with_its_parties() -> None:
    assert shown(digest_message(digest(LINE))) == (
        "*On record since 9 Nov 2024:* 1 claim with news.\n"
        "*Bridges*\n"
        "• The bridge is closed.  #7\n"
        "   *Disputed* (was: one party says so). Iran denies it."
    )


def test_each_kind_of_news_has_its_words() -> None:
    new = Line(1, "A.", What.NEW, "disputed", say_so=("Iran", "Oman"), deny=("Peru",))
    denied = replace(LINE, what=What.DENIED, was=None, by=(said("Iran"), said("Oman")))  # type: ignore[arg-type]
    figure = replace(
        LINE,
        what=What.FIGURE,
        was=None,
        by=(said("Iran", "asserts", reason="other_figure", figure=(5.0, 5.0), unit="lanes"),),  # type: ignore[arg-type]
    )
    gone = replace(
        LINE,
        what=What.RETRACTED,
        was=None,
        by=(said("Iran", counted="", reason="retracted", retracted=True),),  # type: ignore[arg-type]
    )
    text = shown(digest_message(digest(new, denied, figure, gone)))
    assert "*New.* Disputed: Iran and Oman say so; Peru denies it." in text
    assert "Iran and Oman deny it. Still: disputed." in text
    assert "Iran gives another figure: 5 lanes. Still: disputed." in text
    assert "Iran withdrew it. Still: disputed." in text


def test_one_party_is_named_once() -> None:
    one = Line(1, "A.", What.NEW, "single_source", say_so=("Iran",))
    assert "*New.* One party says so: Iran." in shown(digest_message(digest(one)))


def test_every_line_has_a_button_to_its_claim_and_the_rest_one_to_its_page() -> None:
    long = digest(LINE, more=12)
    body = digest_message(replace(long, total=13), delivery=5).blocks
    accessory = body[1]["accessory"]
    assert (accessory["action_id"], json.loads(accessory["value"])) == (SHOW, {"claim": 7})
    (rest,) = body[-1]["elements"]
    assert rest["text"]["text"] == "Show the other 12"
    assert (rest["action_id"], json.loads(rest["value"])) == (MORE, {"delivery": 5, "page": 2})
    assert digest_message(long).blocks[-1]["type"] == "context"


def test_a_topic_that_is_cut_says_how_many_are_left() -> None:
    cut = replace(digest(LINE), topics=(Topic("Bridges", (LINE,), more=3),), total=4)
    assert "… and 3 more" in shown(digest_message(cut))


def test_the_fallback_says_the_status_in_words() -> None:
    text = digest_message(replace(digest(LINE), total=9)).text
    assert text == (
        "On record since 9 Nov 2024: 9 claims with news. "
        "The bridge is closed.: disputed; and 8 more"
    )


def test_most_asked_and_open_questions_stand_below() -> None:
    text = shown(
        digest_message(
            digest(
                LINE,
                asked=(Asked(3, "Prices rose.", "denied", 4),),
                questions=(Unanswered("Who won?", date(2024, 11, 9)),),
                more_questions=2,
            )
        )
    )
    assert "*Most asked*\n• Prices rose.  #3\n   Asked 4 times. Status: only denials" in text
    assert "• “Who won?” (9 Nov 2024)\n… and 2 more" in text


def test_an_empty_day_in_words() -> None:
    assert shown(no_changes(digest())) == "Nothing new on record since 9 Nov 2024."


def test_a_paused_digest_tells_its_owner_why() -> None:
    text = shown(paused_message("C012", "is_archived"))
    assert "channel=C012|this channel> is paused:* the channel is archived" in text


texts = st.one_of(st.text(max_size=600), st.just("<!channel> *x* " * 60), st.just("é" * 4000))
lines = st.builds(
    Line,
    st.integers(1, 10**9),
    texts,
    st.sampled_from(What),
    st.sampled_from(["disputed", "corroborated", "anything"]),
    st.sampled_from(["denied", "hedged"]),
    st.lists(st.builds(said, texts), max_size=4).map(tuple),
    st.lists(texts, max_size=8).map(tuple),
    st.lists(texts, max_size=8).map(tuple),
)


@given(st.lists(lines, min_size=1, max_size=20), texts, st.lists(texts, max_size=5), st.booleans())
@settings(max_examples=20, deadline=None)
def test_whatever_is_in_it_slack_takes_it(
    found: list[Line], name: str, questions: list[str], doubtful: bool
) -> None:
    window = replace(WINDOW, doubtful=date(2024, 11, 9) if doubtful else None)
    topics = tuple(Topic(f"{name}{n}", (line,), more=n) for n, line in enumerate(found))
    whole = Digest(
        window,
        topics,
        total=10**6,
        more=10**6,
        asked=tuple(Asked(n, name, "denied", n) for n in (1, 2, 3)),
        questions=tuple(Unanswered(one, date(2024, 11, 9)) for one in questions),
    )
    message = digest_message(whole, delivery=1)
    check_message({"text": message.text, "blocks": message.blocks}, mentions=True)
    buttons = [b["accessory"]["value"] for b in message.blocks if "accessory" in b]
    assert len(buttons) == len(found) + 3
