"""What a person reads in an answer who uses Slack in Spanish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot import i18n
from bot.ask import figures_view, modals, reports_view
from bot.ask import view as messages
from bot.ask.card import answer_message
from bot.ask.help_view import help_message
from bot.ask.note import note
from bot.ask.whole import AtDesk, Part, reply_message, shared_message
from bot.check.answer import Answer, Hint
from bot.home.welcome_view import first_steps, greeting
from bot.language.quantities import quantities
from bot.matching.figures import difference
from bot.matching.outcome import Difference, DifferenceKind, Outcome
from bot.record.card import FigureLine, FiguresShown
from bot.slack.message import Message
from bot.slack.plain import plain, plain_blocks
from bot.slack.registry import Task
from bot.watch import proposals_view, topics_view, watches_view
from tests.contract import answers
from tests.contract.answers import TODAY, context
from tests.contract.payloads import check_view
from tests.contract.strategies import checked


@pytest.fixture(autouse=True)
def spanish() -> Iterator[None]:
    with i18n.speaking("es"):
        yield


def shown(answer: Answer, **where: Any) -> str:
    return plain(answer_message(answer, context=context(**where)))


def test_a_card() -> None:
    card = shown(answers.ALIGNED).splitlines()
    assert card[:4] == [
        "More than 10,000 Orsk soldiers are in the Tessen valley.  #12",
        "Varias partes, todas del mismo lado · 2 partes lo afirman, ninguna lo desmiente"
        " · a fecha de 5 nov 2024",
        "Lo afirman: Varland, Coast Union (38 medios lo recogen, lo que no añade apoyo)",
        "No lo han confirmado (no es un desmentido): Narrow Isles, Orsk",
    ]
    assert card[-1] == (
        "[ Todas las fuentes ] [ Avísame si cambia ] [ No es esta afirmación ] [ Desactualizada ]"
    )


def test_a_difference() -> None:
    card = shown(answers.DIFFERS)
    assert card.startswith(
        "⚠️ No es lo que consta en el registro. "
        "Cifra: escribiste 100,000; en el registro: more than 10,000"
    )
    assert "En el registro: More than 10,000 Orsk soldiers" in card
    assert "Su estado, no el de tu frase: Varias partes" in card


def test_how_two_figures_relate() -> None:
    (said,), (on_record,) = quantities("12,000 soldiers"), quantities("more than 10,000 soldiers")
    found = difference(said, on_record)
    assert found is not None
    card = shown(replace(answers.DIFFERS, differences=(found,)))
    assert "(más exacto que el registro)" in card


def test_a_figure_that_moved() -> None:
    def given(figure: float, words: str, day: int, speaker: str = "Ida Holm") -> FigureLine:
        return FigureLine((figure, figure), None, words, date(2026, 3, day), None, speaker, ("a",))

    figures = FiguresShown(
        now=given(13_500_000, "13.5 million", 3),
        before=(given(12_000_000, "12 million", 2), given(50, "50", 1)),
        others=(given(100, "100", 3, "Blue Cord"),),
        is_overtaken=True,
    )
    card = shown(replace(answers.ALIGNED, figures=figures)).splitlines()
    assert card[:2] == [
        "En el registro: 13.5 million, Ida Holm, 3 mar 2026; 12 million el 2 mar 2026;"
        " 50 el 1 mar 2026",
        "Otras: 100, Blue Cord, 3 mar 2026",
    ]
    assert card[2].startswith("La afirmación dice: More than 10,000 Orsk soldiers")
    drawn = figures_view.moving(figures)
    assert drawn is not None
    assert drawn.alt.startswith("Cómo cambió la cifra: 50 (1 mar 2026) → 12 million")
    with i18n.speaking("en"):  # drawn later, perhaps where another language is spoken
        english = figures_view.moving(figures)
        assert english is not None
        assert drawn.draw() != english.draw()


def test_counts_agree_with_their_verbs() -> None:
    assert "2 partes lo afirman, 1 lo desmiente, 1 da otra cifra" in shown(answers.DISPUTED)


def test_a_choice_and_nothing_found() -> None:
    choice = shown(answers.POSSIBLE)
    assert choice.startswith("No está claro a qué afirmación te refieres. ¿Cuál de estas es?")
    assert "[ Es esta ]" in choice
    assert choice.endswith("[ Ninguna de estas ]")
    assert shown(answers.NONE) == (
        "Nada en el registro dice esto. Eso no indica si es así o no.\n\n"
        "[ Preguntar a la mesa ] [ Avísame cuando se responda ]"
    )


def test_all_sources() -> None:
    view = modals.sources(answers.ALIGNED, inquiry_id="7", today=TODAY)
    read = plain_blocks(view["blocks"])
    assert view["title"]["text"] == "Todas las fuentes"
    assert "Varias partes, todas del mismo lado · 43 atribuciones" in read
    assert "Cuenta como apoyo." in read
    assert "[ Siguiente ]" in read
    assert "Página 1 de 3" in read


def test_a_note_to_paste_is_as_its_reader_reads() -> None:
    told = note(answers.ALIGNED, TODAY)
    assert "(a fecha de 5 nov 2024)" in told
    assert "(paráfrasis)" in told
    assert told.endswith("On Record, afirmación 12, 6 nov 2024")


def test_several_statements_of_which_some_are_not_on_record() -> None:
    parts = [
        Part("1", "The moon base opened", answers.NONE),
        Part("2", "All is well", answers.NONE),
    ]
    told = plain(reply_message(parts, context()))
    assert told.startswith(
        "Nada en el registro dice: (1) “The moon base opened”; (2) “All is well”"
    )
    assert "[ Preguntar (2) a la mesa ]" in told


def test_help_keeps_the_commands_and_explains_them_in_spanish() -> None:
    told = plain(help_message([("/onrecord <statement>", "What became of a claim.")], Task.FIND))
    assert told.startswith("Cómo buscar y citar\n1. `/onrecord find Kursk` busca palabras")
    assert "`help ask`, `help add`" in told


PART = Part("1", "The moon base opened", answers.NONE)
OFFERED = topics_view.Offered("Bridges", "Bridges")
PROPOSED = proposals_view.Proposal(1, "Is it shut?", "U1", 3, "It is shut.")


@pytest.mark.parametrize(
    "render",
    [
        *(lambda a=a: answer_message(a, context=context()) for a in answers.REALISTIC.values()),
        *(
            lambda h=h: answer_message(replace(answers.NONE, hint=h), context=context())
            for h in Hint
        ),
        *(lambda t=t: help_message([("a", "b")] * 30, t) for t in (None, *Task)),
        lambda: answer_message(replace(answers.ALIGNED, outcome=Outcome.ABOUT), context=context()),
        lambda: shared_message([Part("1", "It is so", answers.ALIGNED)], context(), "U1"),
        *(
            lambda alone=alone, there=there, done=done: reply_message(
                [replace(PART, at_desk=AtDesk("U1", alone, there, done))], context()
            )
            for alone in (True, False)
            for there in (True, False)
            for done in (True, False)
        ),
        lambda: messages.left_over(3),
        messages.text_only_hint,
        messages.nothing_to_check,
        messages.not_for_outsiders,
        messages.database_down,
        lambda: messages.unknown_failure("ab12"),
        lambda: messages.thanks("wrong_claim", inquiry_id="7", claim_id=12),
        lambda: messages.thanks("outdated", inquiry_id="7", claim_id=12),
        lambda: watches_view.watching_claim("It is shut.", 3, in_thread=True, already=False),
        lambda: watches_view.stopped_claim(None, 3, was_on=True),
        lambda: watches_view.watching_question(
            "So?", 3, in_thread=False, already=True, theirs=False
        ),
        lambda: watches_view.stopped_question("So?", was_on=False),
        lambda: watches_view.not_meant("So?", "It is shut.", 3, "U1"),
        lambda: topics_view.watching("Bridges", 3, already=True),
        lambda: topics_view.usage("watch"),
        greeting,
        first_steps,
    ],
)  # fmt: skip
def test_slack_takes_it_and_no_english_is_left(render: Any) -> None:
    message: Message = render()
    checked(message, mentions=True)
    with i18n.speaking("en"):
        english = render()
    assert message.text != english.text
    assert not set(_ours(message)) & set(_ours(english))


@pytest.mark.parametrize(
    "render",
    [
        lambda: reports_view.desk_open_question("So?", "U1", permalink="https://x.example/p1"),
        lambda: reports_view.desk_wrong_claim(
            "So?", 3, "It is shut.", "U1", comment="No.", below=[reports_view.choice(1, 2)]
        ),
        lambda: reports_view.desk_outdated(3, "It is shut.", "U1"),
        lambda: proposals_view.proposed(PROPOSED),
        lambda: topics_view.which("Bridge", [OFFERED], alike=True),
    ],
)
def test_slack_takes_what_the_desk_reads_and_the_choice_of_a_topic(render: Any) -> None:
    checked(render(), mentions=True)


def test_slack_takes_the_forms() -> None:
    for view in (
        modals.report("wrong_claim", inquiry_id="1", claim_id=1, claim_text="It is shut."),
        modals.report("outdated", inquiry_id="1", claim_id=1, claim_text="It is shut."),
        modals.sources(answers.DISPUTED, inquiry_id="1", today=TODAY),
        modals.cite(note(answers.DISPUTED, TODAY), in_confidence=True),
    ):
        check_view(view)


def _ours(message: Message) -> Iterator[str]:
    """The labels of a message's buttons, which are all the bot's own words."""
    for block in message.blocks:
        for element in [*block.get("elements", []), block.get("accessory", {})]:
            if element.get("type") == "button":
                yield element["text"]["text"]
            for option in element.get("options", []):
                yield option["text"]["text"]


def test_the_desks_decision_has_its_day() -> None:
    told = reports_view.decided(True, "U1", date(2024, 11, 5))
    assert plain_blocks([told]).strip().startswith("De acuerdo: esa afirmación ya no se ofrece")
    assert plain_blocks([told]).endswith("5 nov 2024")


def test_what_the_record_lacks() -> None:
    more = Difference(DifferenceKind.ADDS, "and the port", "")
    card = shown(replace(answers.DIFFERS, differences=(more,)))
    assert "Tu texto dice además and the port; eso no está en el registro" in card
