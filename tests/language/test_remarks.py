"""What of a pasted post is a remark, how headlines are read, and which texts ask for something."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from benchmarks.desk import ASKED_AT, desk
from bot.check.answer import Hint
from bot.check.checker import Checker
from bot.language.headlines import written_out
from bot.language.remarks import is_furniture, is_remark
from bot.language.statements import asks_only, core, is_open_question, statements
from bot.matching.wording import fingerprint
from models import Veto
from models.database import writing
from tests.inquiries import inquiry
from tests.paths import ROOT

SAID = "The Ostra bridge is closed to lorries"

REMARKS = """Unbelievable.|So sad!|Wow just wow|Did you know?|Guess what?|Seriously?|Please share
Please RT!|RT if you agree|Photo: Ida Holm/Harrow Wire|LIVE:|12:30 GMT|Updated 3 hours ago
Who is to blame?|What is going on?|How is this even possible?|Why is nobody talking about this?
Absolutely disgraceful behaviour.|What a disgrace!|What a circus!|Heartbreaking news.
I can't believe this|I'm speechless|Let that sink in.|Our hearts go out to the families
Share this with everyone you know|Follow us for more updates|Link in bio|More to follow.
This is a developing story.|#Ostra #BridgeClosed|#Breaking|Shameful!!|OMG|Words fail me
Wake up people!|Must watch!|Just in|Thread|🧵|1/|Full story here|Watch the video below
Is anyone surprised?|When will they learn?|Have you seen this?|Scary stuff|This is huge
So many questions|Why isn't this on the news?|Good grief|Are you kidding me?|Spread the word
Sign the petition now|End of thread.|They should be ashamed of themselves|Told you so
What do you think?|Enough is enough!|Wait, what?|Subscribe to our newsletter|h/t @idaholm
via @harrowwire|Rest in peace|Thoughts and prayers to everyone affected""".replace("\n", "|")

LEADS = """Obviously |Sadly, |WATCH: |SCOOP: |LIVE: |[VIDEO] |Fwd: |FW: |Ostra update: |BREAKING -
#BREAKING: |#BREAKING |RT @ostra: |via @ostra: |1/ |1/5 |(1/3) |12:30 GMT: |12:45 - |OPINION:
ICYMI: |TIL |Just in: |Did you know that |Did you know |Is it true |It turns out that
I can't be the only one who heard that |Can you believe |It's a disgrace that |So sad that
Why is nobody reporting that |Everyone knows that |In case you missed it: |Friendly reminder that
Guess what, |EXCLUSIVE |Harrow ferry latest: |Read more: |🧵1/ |.@ostra: """.replace("\n", "|")

TAILS = (
    " (Photo: Ida Holm)", " (via @ostra)", " via @ostra", " h/t @ostra", " | Harrow Wire",
    " [VIDEO]", " (1/3)", " 1/4", " 🧵", ". Read more: https://x.example", " 👉 https://x.example",
    " More: https://x.example", " #Ostra #bridge", " – Ida Holm (@idaholm) March 3, 2024",
    " >> https://x.example", ". Please share", "! Please share this widely", ". So sad. 😢",
)  # fmt: skip

STATEMENTS = """The mayor resigned|Rain fell|Lorries must wait|Share prices fell in Ostra
Live music is banned in Ostra|New-build homes are unsafe|Watch sales fell|Follow-up talks failed
The count stopped|Holm is sad|People fled|Three dead|Coastguard: no survivors
Clearly visible cracks run along the cable|Sign language is taught in Ostra
Video shows a cracked cable|Today the bridge closed|Help arrived late|The media ignored the strike
Read Holm resigned|It reopens in May|How Holm won is unknown""".replace("\n", "|")


def said(message: str) -> list[str]:
    return [text.rstrip(".!? …") for text in statements(message).texts]


@pytest.mark.parametrize("remark", REMARKS.split("|"))
def test_a_remark_beside_a_statement_states_nothing(remark: str) -> None:
    assert said(f"{remark}\n\n{SAID}.") == [SAID]
    assert said(f"{SAID}.\n{remark}") == [SAID]


@pytest.mark.parametrize("lead", [lead for lead in LEADS.split("|") if lead.strip()])
def test_what_leads_to_a_statement_is_no_part_of_it(lead: str) -> None:
    assert said(f"{lead.rstrip()} {SAID}.") == [SAID]


@pytest.mark.parametrize("tail", TAILS)
def test_what_trails_a_statement_is_no_part_of_it(tail: str) -> None:
    assert said(SAID + tail) == [SAID]


@pytest.mark.parametrize("text", STATEMENTS.split("|"))
def test_a_short_statement_is_none_of_these(text: str) -> None:
    assert said(f"{text}.") == [text]
    assert not is_remark(text)


@pytest.mark.parametrize(
    ("headline", "sentence"),
    [
        ("PM to resign", "PM will resign"),
        ("Corvane mayor to stand down", "Corvane mayor will stand down"),
        ("Rolf Kern, 54, to stand trial", "Rolf Kern, 54, will stand trial"),
        ("Two Ostra schools to close", "Two Ostra schools will close"),
        ("Death toll in Harrow fire: 14", "14 people died in Harrow fire"),
        ("Death toll from Harrow fire rises to 20", "20 people died from Harrow fire"),
        ("Harrow fire: death toll reaches 14", "14 people died in Harrow fire"),
        ("Ostra flood death toll now nine", "nine people died in Ostra flood"),
        ("Harrow fire claims 14 lives", "Harrow fire killed 14 people"),
        ("Holm takes Ostra by 412 votes", "Holm won Ostra by 412 votes"),
        ("Bridge repairs begin - Ostra Courier", "Bridge repairs begin"),
        ("40 ppl hurt as bus overturns", "40 people hurt as bus overturns"),
        *((text, text) for text in (
            "Tollan Bridge closed to lorries", "The bridge is open to traffic",
            "Police moved Rolf Holm to hospital", "Holm wants to resign",
            "Ministry sends Ida Holm to court", "Ostra to Harrow ferry cancelled",
            "Ostra Rovers take title", "The death toll shocked Ostra", "Threat to Ostra",
        )),
    ],
)  # fmt: skip
def test_a_headline_is_written_out(headline: str, sentence: str) -> None:
    assert written_out(headline) == sentence


@pytest.mark.parametrize(
    "question",
    ["How many boats sank?", "Who won?", "anyone know how many people died?",
     "any idea when he left",
     "Can you tell me who won in Ostra?", "In which year did it close?", "What's the toll?",
     "I wonder who won", "By how many votes did she win?", "Why is the bridge closed?"],
)  # fmt: skip
def test_a_question_for_something_is_open(question: str) -> None:
    assert is_open_question(core(question))


@pytest.mark.parametrize(
    "text", ["When the bridge closed, lorries queued", "What Holm said is wrong", "How Holm won"]
)
def test_a_clause_with_the_word_of_a_question_asks_nothing(text: str) -> None:
    assert not is_open_question(core(text))


@pytest.mark.parametrize("text", ["is this right?", "Is that true?", "can someone verify this?"])
def test_a_message_that_only_points_at_another_is_known(text: str) -> None:
    assert asks_only(text)
    assert not asks_only(f"{SAID}. {text}")
    assert not asks_only(SAID)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text: str) -> None:
    is_remark(text)
    is_furniture(text)
    written_out(text)
    asks_only(text)
    assert core(core(text)) == core(text)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([SAID, "Ida Holm has resigned", "Fourteen people died in the Harrow fire"]),
    st.lists(st.sampled_from(REMARKS.split("|")), max_size=3),
    st.lists(st.sampled_from(REMARKS.split("|")), max_size=3),
)
def test_remarks_around_a_statement_leave_it_as_it_is(
    text: str, before: list[str], after: list[str]
) -> None:
    assert said("\n\n".join([*before, f"{text}.", *after])) == [text]


@pytest.fixture(scope="module")
def orrin() -> Iterator[tuple[Checker, int]]:
    with desk(ROOT / "tests" / "cases" / "pasted_record.json") as found:
        yield found


@pytest.mark.parametrize("remark", ["Unbelievable.", "So sad!", "Who is to blame?", "Please share"])
@pytest.mark.parametrize(
    "statement",
    ["The tap water in Lissa contained lead.", "21 people were killed in the Orrin flood.",
     "Ida Holm has resigned.", "Rain fell in Harrow."],
)  # fmt: skip
def test_a_remark_changes_no_answer(
    orrin: tuple[Checker, int], remark: str, statement: str
) -> None:
    checker, workspace_id = orrin
    alone, _ = checker.answers(workspace_id, statement, now=ASKED_AT)
    for message in (f"{remark}\n\n{statement}", f"{statement} {remark}"):
        assert checker.answers(workspace_id, message, now=ASKED_AT)[0] == alone


def test_a_message_that_only_points_is_told_what_to_do(orrin: tuple[Checker, int]) -> None:
    checker, workspace_id = orrin
    [answer] = checker.answers(workspace_id, "is this right?", now=ASKED_AT)[0]
    assert answer.hint is Hint.ASKS_ONLY


def test_a_claim_on_another_measure_is_not_shown_for_the_one_called_wrong(
    orrin: tuple[Checker, int],
) -> None:
    checker, workspace_id = orrin
    asked = "Twelve people were killed in the Orrin flood."
    [answer] = checker.answers(workspace_id, asked, now=ASKED_AT)[0]
    assert answer.claim is not None
    with Session(writing(checker._engine)) as session, session.begin():
        row = inquiry(
            session, workspace_id=workspace_id, request_id="E1", statement=asked,
            surface="message", channel="C1", asker="U0IDA", asked_at=ASKED_AT, delivery="thread",
        )  # fmt: skip
        session.add(Veto(
            workspace_id=workspace_id, claim_id=answer.claim.id, inquiry_id=row.id,
            statement=asked, wording=fingerprint(asked), by="U0IDA", at=ASKED_AT,
        ))  # fmt: skip
    [second] = checker.answers(workspace_id, asked, now=ASKED_AT, asker="U0IDA")[0]
    assert second.claim is None
