"""What of a Slack message is a statement, and what is only around it."""

from __future__ import annotations

import html
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.statements import (
    MAX_STATEMENT_LENGTH,
    MAX_STATEMENTS,
    core,
    is_greeting,
    is_open_question,
    plain,
    statements,
)
from tests.timing import quickest

MODEST = settings(max_examples=100, deadline=None)

SLACK_LENGTH = 40_000
"""Characters of the longest message that Slack takes."""

SAID = "The Ostra bridge is closed to lorries"


def said(message: str) -> list[str]:
    """The statements without their full stops."""
    return [text.rstrip(".!") for text in statements(message).texts]


# --- mark-up -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "message",
    [
        f"<@U0BOT> {SAID}",
        f"<@U0BOT|onrecord>: {SAID}",
        f"<!here> {SAID}",
        f"<!channel> <!everyone> {SAID}",
        f"<!subteam^S0DESK|@desk> {SAID}",
        f"{SAID} <#C0NEWS>",
        "The Ostra <https://courier.example/bridge|bridge> is closed to lorries",
        f"<https://courier.example/a?b=c&amp;d=e|{SAID}>",
        f"{SAID} <https://courier.example/bridge>",
        f"{SAID} <https://courier.example/bridge|https://courier.example/bridge> https://x.example",
        f"{SAID} www.courier.example/bridge",
        f"*{SAID}*",
        f"_{SAID}_",
        f"~{SAID}~",
        f"*_{SAID}_*",
        f"`{SAID}`",
        f"```{SAID}```",
        f"```\n{SAID}\n```",
        "The *Ostra* bridge is _closed_ to ~lorries~",
        f"&gt; {SAID}",
        f">{SAID}",
        f">>> {SAID}",
        f"• {SAID}",
        f"- {SAID}",
        f"1. {SAID}",
        f":rotating_light: {SAID} :bridge_at_night::+1:",
        f"🚨🚨 {SAID} 🚧",
        f"\u200b{SAID}\ufeff",
        "The Ostra\u00a0bridge is closed to lor\u00adries",
        "\u202aThe Ostra bridge is closed\u202c to lorries",
        "  The   Ostra\tbridge  is closed to lorries  ",
    ],
)
def test_slack_mark_up_is_no_part_of_a_statement(message: str) -> None:
    assert said(message) == [SAID]


def test_a_channel_and_a_date_keep_their_words() -> None:
    assert said("<#C0NEWS|news> wrote that it is closed") == ["#news wrote that it is closed"]
    stamp = "<!date^1730700000^{date}|4 November 2024>"
    assert said(f"It closed on {stamp}") == ["It closed on 4 November 2024"]


def test_entities_are_resolved_once() -> None:
    assert said("Holm &amp; Krag sold &lt; 5 boats") == ["Holm & Krag sold < 5 boats"]
    assert said("The page shows &amp;lt; on top") == ["The page shows &lt; on top"]


@pytest.mark.parametrize(
    "text",
    [
        "The field is 5 * 3 * 2 metres",
        "The file is named big_red_boat",
        "Ferries cost ~5 crowns, buses ~2 crowns",
        "The vote ended at 20:15:30 on Sunday",
        "Krag <the elder> resigned",
    ],
)
def test_marks_that_format_nothing_are_kept(text: str) -> None:
    assert said(text) == [text]


@MODEST
@given(st.text(alphabet=string.ascii_letters + "&<>; ampltg#", max_size=40))
def test_escaping_as_slack_does_is_undone(text: str) -> None:
    words = f"So {text} so"
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert plain(escaped) == words


# --- sentences ---------------------------------------------------------------------------------


def test_each_sentence_is_a_statement() -> None:
    message = 'The bridge is closed. "It reopens in May!" Lorries must wait? Cars may cross.'
    assert [text.rstrip(".!") for text in statements(message).texts] == [
        "The bridge is closed",
        "It reopens in May",
        "Lorries must wait",
        "Cars may cross",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dr. Holm met Gen. Krag in St. Ostra",
        "The U.S. Navy left Ostra",
        "A. B. Holm resigned at 5 p.m. on Monday",
        "Repairs cost 8.4 million crowns at 6.5 per cent",
        "Holm, Krag, etc. were present",
        "Vessel No. 5 sank on Nov. 4 near Ostra",
        "Harrow Lines Ltd. and Cassia Inc. will pay",
        "It costs approx. 40 crowns",
    ],
)
def test_a_full_stop_inside_a_sentence_ends_nothing(sentence: str) -> None:
    assert said(sentence) == [sentence]


def test_each_bullet_is_a_statement() -> None:
    message = "• The bridge is closed\n- The mayor resigned\n1. Two boats sank\n2) Rain fell"
    assert said(message) == [
        "The bridge is closed",
        "The mayor resigned",
        "Two boats sank",
        "Rain fell",
    ]


def test_a_hard_wrapped_line_goes_on_and_a_blank_line_ends() -> None:
    assert said("The Ostra bridge\nis closed\nto lorries") == [SAID]
    assert said("> The Ostra bridge\n> is closed to lorries\n\nThe mayor resigned") == [
        SAID,
        "The mayor resigned",
    ]


def test_a_quotation_of_two_sentences_is_two_statements() -> None:
    assert said("“The bridge is closed. It reopens in May.”") == [
        "The bridge is closed",
        "It reopens in May",
    ]


@pytest.mark.parametrize("count", [1, 4, 5, 6, 17])
def test_five_statements_are_answered_and_the_others_counted(count: int) -> None:
    found = statements(" ".join(f"Boat {n} has sunk." for n in range(count)))
    assert len(found.texts) == min(count, MAX_STATEMENTS) == min(count, 5)
    assert found.left_over == max(0, count - 5)


def test_a_message_of_40000_characters_is_split_and_each_statement_cut() -> None:
    found = statements(("boat " * 100 + "sank. ") * 100)
    assert found.left_over == 0  # no capital begins a sentence here
    assert [len(text) for text in found.texts] == [MAX_STATEMENT_LENGTH]
    found = statements(("The boat sank off Ostra. " * 2_000)[:SLACK_LENGTH])
    assert len(found.texts) == 5
    assert found.left_over > 1_000


# --- lead-ins and tails ------------------------------------------------------------------------

LEAD_INS = """
Is it true that|Is it really true that|is it correct that|Was it confirmed that
Can you check whether|Could someone verify if|can anyone confirm that|Please check whether
Do you know if|Does anyone know whether|Has anyone heard that|Have you seen that
I heard that|I read somewhere that|I was told that|Someone says that|People are saying that
Someone on Facebook claims that|A friend told me that|Any truth to the rumour that
Is there any evidence that|Is there any truth to claims that|true that
What do we have on claims that
Hi,|Hey team,|Hello all –|Good morning!|Fact check:|Fact-check:|Claim:|Rumour:|Breaking:
BREAKING NEWS:|Question:|FYI:|RT @courier:|Check this:|Please verify:|True or false:|Is this true:
hi, is it true that|Hey team, quick question: is it true that|<@U0BOT> can you check if
"""
TAILS = """
, is that true?|, true or false?| – is this right?|, right?|, correct?| (true?)| (is this real?)
 Is this true?|, can you confirm?| Can anyone verify this?| True?| Any thoughts?|?|??| ?!
 Please check.| Fact check this please|, isn’t it?| Really?
"""


@pytest.mark.parametrize("lead_in", LEAD_INS.replace("\n", "|").strip("|").split("|"))
def test_what_stands_before_a_statement_is_dropped(lead_in: str) -> None:
    assert said(f"{lead_in} {SAID}") == [SAID]


@pytest.mark.parametrize("tail", TAILS.replace("\n", "|").strip("|").split("|"))
def test_what_stands_behind_a_statement_is_dropped(tail: str) -> None:
    stop = "." if tail[0] == " " and tail[1].isupper() else ""
    assert [text.rstrip(".?!") for text in statements(f"{SAID}{stop}{tail}").texts] == [SAID]


@pytest.mark.parametrize("marks", ['""', "“”", "„“", "«»", "‘’", "''"])
def test_quotation_marks_around_a_statement_are_dropped(marks: str) -> None:
    quoted = f"{marks[0]}{SAID}{marks[1]}"
    for message in (quoted, f"{quoted}.", f"Is it true that {quoted}?", f"{quoted} – true?"):
        assert said(message) == [SAID]


@pytest.mark.parametrize(
    "text",
    [
        "Krag said “the bridge is closed”",
        "Pentagon: the bridge is closed",
        "Holm denied that the bridge is closed",
        "True North, a bank in Ostra, has closed",
        "Right whales have returned to Ostra",
        "The verdict was right or wrong",
    ],
)
def test_who_says_it_and_words_of_the_statement_itself_stay(text: str) -> None:
    assert said(text) == [text]


# --- nothing stated ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "message",
    ["", "   ", "\n\n", "\u200b", "<@U0BOT>", "<@U0BOT> <!here> <#C0NEWS>", "<https://x.example>",
     "https://x.example/a www.x.example", ":wave:", ":+1: :tada:", "👀👀", "❤️", "?!", "...", "—",
     "()[]{}", "<@U0BOT> <https://x.example> 🙏", "Is it true?", "is that so?",
     "true or false?", "please check this", "Can you confirm this?", "fact check please"],
)  # fmt: skip
def test_a_message_without_words_of_its_own_states_nothing(message: str) -> None:
    assert statements(message).texts == ()


@pytest.mark.parametrize(
    "message",
    ["hi", "Hello there!", "good morning all", "Thanks a lot", "thank you so much!", "ok", "lol",
     "<@U0BOT> hey", "hi team 👋", "Test", "yes", "hello. thanks!"],
)  # fmt: skip
def test_a_greeting_states_nothing_and_is_known_as_one(message: str) -> None:
    found = statements(message)
    assert found.texts == ()
    assert is_greeting(found.remark)


@pytest.mark.parametrize(
    "message", [SAID, "No boat sank", "Thank God the boat sank", "Yes Bank is bankrupt"]
)
def test_a_statement_is_no_greeting(message: str) -> None:
    assert not is_greeting(message)


def test_a_greeting_before_a_statement_is_not_counted() -> None:
    assert said(f"Hi all! {SAID}. Thanks!") == [SAID]


@pytest.mark.parametrize("word", ["Who", "How many", "When", "where", "Why", "So what", "Which"])
def test_a_question_for_something_is_known(word: str) -> None:
    assert is_open_question(f"{word} boats sank off Ostra")
    assert not is_open_question(SAID)


# --- properties --------------------------------------------------------------------------------

WORDS = st.sampled_from(
    "bridge lorry harbour mayor council closed opened sank rescued forty crowns ferry Ostra Krag "
    "north repaired slowly never boats minister costs river cold".split()
)
PLAIN = st.lists(WORDS, min_size=3, max_size=9).map(lambda words: "The bridge " + " ".join(words))
WRAPPINGS = [
    "{}", "<@U0BOT> {}", "“{}”", '"{}"', "«{}»", "Is it true that {}?", "*{}*", "_{}_", "> {}",
    "&gt; {}", "{} <https://x.example/a>", "<https://x.example|{}>", "`{}`", "\u200b{}\u200b",
    "Hi, {}", "{}, is that true?", "• {}", ":wave: {}", "<!here> {}", "Please check whether {}",
]  # fmt: skip


@MODEST
@given(PLAIN, st.sampled_from(WRAPPINGS), st.sampled_from(WRAPPINGS[2:6]))
def test_wrapping_leaves_the_statement_as_it_is(text: str, outer: str, inner: str) -> None:
    assert statements(outer.format(text)).texts == (text,)
    if not (_quotes(inner) and _quotes(outer)):
        assert statements(outer.format(inner.format(text))).texts == (text,)


def _quotes(wrapping: str) -> bool:
    return wrapping[0] in '“"«'


PIECES = st.sampled_from(
    "< > & &amp; &lt; * _ ~ ` ``` \" “ ” ' ’ « ( ) [ : ; . ? ! … 。 ？ – • - \n \t > 1. hi, A. "
    "<@U1> <!here> <#C1|x> <https://x|y> :a: is it true that true? right? the boat \u200b \u202e "
    "\u0301 👀 שלום #a @b fyi:".split(" ")
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(PIECES, max_size=40).map("".join),
        st.lists(PIECES, max_size=40).map(" ".join),
    )
)
def test_any_message_is_split_without_an_error(message: str) -> None:
    found = statements(message)
    assert len(found.texts) <= MAX_STATEMENTS
    assert all(text and len(text) <= MAX_STATEMENT_LENGTH for text in found.texts)
    assert found.left_over == 0 or len(found.texts) == MAX_STATEMENTS
    assert all(core(text) == text for text in found.texts)


def test_lone_surrogates_are_split_without_an_error() -> None:
    assert statements("The bridge \ud800 is closed").texts
    assert statements("\udfff\ud800").texts == ()


@MODEST
@given(st.text(alphabet=string.printable, max_size=60))
def test_html_that_slack_never_sends_does_no_harm(text: str) -> None:
    statements(html.escape(text))


@pytest.mark.parametrize(
    "piece",
    ["<", "*", "*a", "_a_ ", "hi ", "hi, ", "(", ")", '"', '"a" ', "“", "'", "'a ", "&", "&lt;",
     "`", "~", ":", ":a:", "<@", "<a|", "\n", " ", "\t", "- ", "> ", "1. ", "A. ", "a. ", "...",
     "? ", "A? ", "。", "true? ", "is it true that ", "please ", "fyi: ", "http://", "www.", " #a",
     " #a x", "@a ", "the ", "thank you " * 7 + "x. ", "so much " * 9 + "X. ", "\u0301", "👀"],
)  # fmt: skip
def test_40000_characters_of_anything_take_less_than_a_second(piece: str) -> None:
    message = (piece * SLACK_LENGTH)[:SLACK_LENGTH]
    for text in (message, message[:-40] + f" {SAID}?"):
        assert quickest(lambda text=text: statements(text), enough=1) < 1  # type: ignore[misc]
