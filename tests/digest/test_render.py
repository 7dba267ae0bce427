from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.paused_view import paused_message
from bot.digest.pictures_view import MOST
from bot.digest.values import Asked, Digest, Line, Moved, Topic, Unanswered, What, Window
from bot.digest.view import DIGEST_MORE as MORE
from bot.digest.view import DIGEST_SHOW as SHOW
from bot.digest.view import digest_message, no_changes
from bot.i18n import speaking
from bot.record.card import AttributionLine, FigureLine, FiguresShown
from bot.slack.blocks import uploaded
from bot.slack.message import Message
from bot.watch.values import Answered, Standing
from bot.watch.view import answered_message
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
    assert "Iran withdrew the denial. Still: disputed." in text


def test_a_withdrawal_says_what_was_withdrawn() -> None:
    def gone(party: str, stance: str, **more: object) -> object:
        return said(party, stance, counted="", reason="retracted", retracted=True, **more)

    by = (
        gone("Iran", "asserts"),
        gone("Peru", "denies"),
        gone("Oman", "asserts", figure=(19.0, 19.0)),
        gone("Fiji", "hedges"),
        gone("Mali", "declines"),
    )
    text = shown(digest_message(digest(replace(LINE, by=by))))  # type: ignore[arg-type]
    assert (
        "Iran withdrew it; Peru withdrew the denial; Oman withdrew the figure 19; "
        "Fiji withdrew a hedged statement; Mali withdrew a statement that did not confirm it."
    ) in text


def test_who_joins_others_does_it_too() -> None:
    joined = replace(LINE, status="corroborated", by=(said("Iran", "asserts", "support"),))  # type: ignore[arg-type]
    assert "Iran says so too." in shown(
        digest_message(digest(replace(joined, say_so=("Iran", "Oman"))))
    )
    assert "Iran says so." in shown(digest_message(digest(replace(joined, say_so=("Iran",)))))


def test_a_sentence_begins_with_a_capital() -> None:
    secret = replace(LINE, by=(said("a source known to the desk"),))  # type: ignore[arg-type]
    assert "). A source known to the desk denies it." in shown(digest_message(digest(secret)))


def test_a_new_claim_that_nobody_asserts_names_who_spoke_of_it() -> None:
    new = Line(1, "A.", What.NEW, "no_position", by=(said("Oman", "declines", ""),))  # type: ignore[arg-type]
    text = shown(digest_message(digest(new)))
    assert "*New.* Nobody on record asserts it: Oman has not confirmed it (that is not a" in text
    other = said("Oman", "asserts", reason="other_figure", figure=(7.0, 7.0))
    new = Line(1, "A.", What.NEW, "figure_unsupported", by=(other,), give_other=("Oman",))  # type: ignore[arg-type]
    assert "Oman gives another figure: 7." in shown(digest_message(digest(new)))


def test_what_a_status_says_is_not_said_again() -> None:
    def new(status: str, *by: object, **more: tuple[str, ...]) -> str:
        line = Line(1, "A.", What.NEW, status, by=by, **more)  # type: ignore[arg-type]
        return shown(digest_message(digest(line)))

    assert "hedged statements: Oman.\n" in new("hedged", said("Oman", "hedges", "")) + "\n"
    nobody = said("", "asserts", "", reason="unknown_origin", outlet="Courier")
    assert "*New.* Nobody named as its source: reported by Courier." in new("unattributed", nobody)
    gone = said("Oman", "asserts", "", reason="retracted", retracted=True)
    assert "*New.* Withdrawn by its source: Oman." in new("retracted", gone)
    both = new("disputed", say_so=("Oman", "Peru"), deny=("Oman",))
    assert "*New.* Disputed: Oman both says so and denies it; Peru says so." in both


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
        "On record since 9 Nov 2024: 9 claims with news. The bridge is closed: disputed; and 8 more"
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


def test_an_answer_names_who_gives_another_figure() -> None:
    now = Standing(7, "A.", "disputed")
    found = Answered(1, 2, "Is it A?", WINDOW.since, now, say_so=("Oman",), give_other=("Peru",))
    assert "*Disputed* (say so: Oman; give another figure: Peru)" in shown(answered_message(found))
    alone = replace(found, now=replace(now, status="single_source"), give_other=())
    assert "*One party says so* (Oman)" in shown(answered_message(alone))


texts = st.one_of(st.text(max_size=600), st.just("<!channel> *x* " * 60), st.just("é" * 4000))
figures = st.builds(FigureLine, st.just((1.0, None)), st.none(), texts, speaker=texts)
moves = st.builds(
    Moved,
    texts,
    texts,
    figures=st.builds(FiguresShown, figures, st.lists(figures, min_size=2, max_size=12).map(tuple)),
)
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
    moved=st.none() | moves,
)


@given(
    st.lists(lines, min_size=1, max_size=20, unique_by=lambda line: line.claim_id),
    texts,
    st.lists(texts, max_size=5),
    st.booleans(),
)
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
    moved = [b["block_id"] for b in message.blocks if b.get("block_id", "").startswith("moved")]
    assert list(message.pictures) == moved[:MOST]
    for picture in message.pictures.values():
        image = uploaded("F0123456789", picture.alt)
        check_message({"text": "x", "blocks": [image]}, mentions=True)


def test_a_digest_in_spanish() -> None:
    new = Line(1, "A.", What.NEW, "disputed", say_so=("Rusia", "Irán"), deny=("Perú",))
    figure = replace(
        LINE,
        what=What.FIGURE,
        was=None,
        by=(said("Irán", "asserts", reason="other_figure", figure=(12500.0, 12500.0)),),  # type: ignore[arg-type]
    )
    with speaking("es"):
        text = shown(digest_message(digest(new, LINE, figure, name=None, more=1234), delivery=1))
    assert text == (
        "*En el registro desde el 9 nov 2024:* 3 afirmaciones con novedades.\n"
        "*Sin tema*\n"
        "• A.  #1\n"
        "   *Nueva.* En disputa: Rusia e Irán lo afirman; Perú lo desmiente.\n"
        "• The bridge is closed.  #7\n"
        "   *En disputa* (antes: lo afirma una sola parte). Iran lo desmiente.\n"
        "• The bridge is closed.  #7\n"
        "   Irán da otra cifra: 12\u202f500. El estado no cambia: en disputa."
    )


def test_an_empty_day_and_a_pause_in_spanish() -> None:
    with speaking("es"):
        assert shown(no_changes(digest())) == "Nada nuevo en el registro desde el 9 nov 2024."
        text = shown(paused_message("C0AB", "is_archived"))
    assert text == (
        "*Tu resumen en <https://slack.com/app_redirect?channel=C0AB|este canal> está en pausa:* "
        "el canal está archivado. "
        "Se reanuda cuando el canal vuelva a existir y yo esté en él. "
        "Para cambiarlo o detenerlo, escribe aquí `/onrecord digest`."
    )
