"""What a figure in a text means, and how two figures compare."""

from __future__ import annotations

import json
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.quantities import main, run_case
from benchmarks.report import CaseError, load_cases
from bot.language.dates import dates
from bot.language.quantities import (
    Quantity,
    Relation,
    describe,
    from_interval,
    quantities,
    relation,
    same,
)
from tests.language.numbers import POINTS, UNITS
from tests.paths import shared
from tests.timing import quickest

INF = None
MODEST = settings(max_examples=150, deadline=None)


def only(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, (text, found)
    return found[0]


def interval(text: str) -> tuple[float | None, float | None, str | None]:
    figure = only(text)
    return figure.low, figure.high, figure.unit


def near(value: float | None) -> object:
    return value if value is None else pytest.approx(value, rel=1e-9)


BOUNDS = """
more than 70|(70,) ; over 70|(70,) ; above 70|(70,) ; in excess of 70|(70,) ; exceeding 70|(70,)
greater than 70|(70,) ; >70|(70,) ; > 70|(70,) ; just over 70|(70,) ; well over 70|(70,)
slightly more than 70|(70,) ; a little over 70|(70,) ; far more than 70|(70,)
more than about 70|(70,)
more than seventy|(70,) ; More Than 70|(70,) ; more than a dozen|(12,) ; over half|(50,)
more than one in five|(20,) ; topping 70|(70,) ; surpassing 70|(70,) ; beyond 70|(70,)
at least 70|[70,) ; no less than 70|[70,) ; no fewer than 70|[70,) ; not less than 70|[70,)
not fewer than 70|[70,) ; upwards of 70|[70,) ; upward of 70|[70,) ; a minimum of 70|[70,)
minimum of 70|[70,) ; as few as 70|[70,) ; 70 or more|[70,) ; 70+|[70,) ; 70 plus|[70,)
70-plus|[70,)
≥70|[70,) ; >= 70|[70,) ; 70 or higher|[70,) ; 70 and above|[70,) ; 70 or older|[70,)
70%+|[70,) ; $70 or more|[70,) ; 70 soldiers or more|[70,) ; at least some 70|[70,)
at the very least 70|[70,) ; 70 at least|[70,)
fewer than 70|[0,70) ; less than 70|[0,70) ; under 70|[0,70) ; below 70|[0,70) ; <70|[0,70)
just under 70|[0,70) ; lower than 70|[0,70) ; well below 70|[0,70) ; less than a dozen|[0,12)
up to 70|[0,70] ; at most 70|[0,70] ; no more than 70|[0,70] ; not more than 70|[0,70]
as many as 70|[0,70] ; as much as 70|[0,70] ; as high as 70|[0,70] ; a maximum of 70|[0,70]
maximum of 70|[0,70] ; not exceeding 70|[0,70] ; ≤70|[0,70] ; <= 70|[0,70] ; 70 or fewer|[0,70]
70 or less|[0,70] ; 70 people or fewer|[0,70] ; up to about 70|[0,70] ; up to nearly 70|[0,70]
nearly 70|[63,70) ; almost 70|[63,70) ; close to 70|[63,70) ; approaching 70|[63,70)
just shy of 70|[63,70) ; nearly seventy|[63,70) ; almost a dozen|[10.8,12)
about 70|[63,77] ; around 70|[63,77] ; some 70|[63,77] ; roughly 70|[63,77]
approximately 70|[63,77]
approx. 70|[63,77] ; circa 70|[63,77] ; c. 70|[63,77] ; ca. 70|[63,77] ; ~70|[63,77] ; ≈70|[63,77]
an estimated 70|[63,77] ; 70 or so|[63,77] ; seventy-odd|[63,77] ; something like 70|[63,77]
in the region of 70|[63,77] ; somewhere around 70|[63,77] ; just about 70|[63,77]
"""
RANGES = """
7 to 9|7|9 ; 7-9|7|9 ; 7–9|7|9 ; 7—9|7|9 ; 7 - 9|7|9 ; seven to nine|7|9 ; seven or eight|7|8
between 7 and 9|7|9 ; from 7 to 9|7|9 ; between 7 to 9|7|9 ; four or 5|4|5 ; 5-to-7|5|7
3 to 4 thousand|3000|4000 ; 3-4k|3000|4000 ; 3k-4k|3000|4000 ; 3,000 to 4,000|3000|4000
3 thousand to 4 thousand|3000|4000 ; three to four thousand|3000|4000 ; three or four dozen|36|48
two to three hundred thousand|200000|300000 ; two hundred to three hundred thousand|200000|300000
500 to 1 million|500|1e6 ; 900,000 to 1.2 million|900000|1.2e6 ; 1.5 to 2 million|1.5e6|2e6
between two hundred and three hundred|200|300 ; between 1500 and 2000 people|1500|2000
$3-4 million|3e6|4e6 ; $3 million to $4 million|3e6|4e6 ; $3m-$4m|3e6|4e6
3 to 4 million euros|3e6|4e6
between $3 and $4 million|3e6|4e6 ; 3-4 percent|3|4 ; 3% to 4%|3|4 ; between 3% and 4%|3|4
10- to 12-year-olds|10|12 ; about 7 to 9|7|9 ; roughly 7-9 thousand|7000|9000
"""
VAGUE = """
hundreds|200|1000 ; hundreds of people|200|1000 ; thousands of people|2000|1e5
scores of people|40|100
dozens of them|24|100 ; millions|2e6|1e8 ; tens of millions|2e7|1e8 ; hundreds of millions|2e8|1e9
tens of billions of dollars|2e10|1e11 ; many hundreds|200|1000 ; several thousand|3000|9000
a few hundred|200|800 ; a few thousand|2000|8000 ; several dozen|36|108 ; several million|3e6|9e6
thousands upon thousands|2000|1e5 ; countless thousands|2000|1e5
"""


def rows(table: str) -> list[list[str]]:
    lines = [line for line in table.strip().splitlines() if line]
    return [row.strip().split("|") for line in lines for row in line.split(" ; ")]


@pytest.mark.parametrize(("text", "value"), rows(POINTS))
def test_a_plain_number_is_a_point(text: str, value: str) -> None:
    figure = only(text)
    assert (figure.low, figure.high) == (near(float(value)), near(float(value)))
    assert (figure.kind, figure.unit) == ("point", None)
    assert not figure.low_open
    assert not figure.high_open


@pytest.mark.parametrize(("text", "value", "unit"), rows(UNITS))
def test_money_and_shares_carry_their_unit(text: str, value: str, unit: str) -> None:
    assert interval(text) == (near(float(value)), near(float(value)), unit)


@pytest.mark.parametrize(("text", "expected"), rows(BOUNDS))
def test_a_comparator_makes_an_interval(text: str, expected: str) -> None:
    figure = only(text)
    low, high = expected[1:-1].split(",")
    assert figure.low == near(float(low))
    assert figure.high == near(float(high) if high else None)
    assert figure.low_open == expected.startswith("(")
    assert figure.high_open == expected.endswith(")")
    assert figure.text == text.removesuffix(" of voters")


@pytest.mark.parametrize(("text", "low", "high"), rows(RANGES))
def test_a_range_shares_scale_and_unit(text: str, low: str, high: str) -> None:
    figure = only(text)
    assert (figure.low, figure.high) == (near(float(low)), near(float(high)))
    assert (figure.kind, figure.low_open, figure.high_open) == ("range", False, False)


@pytest.mark.parametrize(("text", "low", "high"), rows(VAGUE))
def test_a_vague_amount_is_a_wide_interval(text: str, low: str, high: str) -> None:
    figure = only(text)
    assert (figure.low, figure.high, figure.kind) == (near(float(low)), near(float(high)), "vague")


@pytest.mark.parametrize(
    "text",
    [
        *("2024", "in 2022", "since 1999", "by 2030", "the 1990s", "mid-2023", "in 1776"),
        *("November 5", "Nov. 5, 2024", "5 Nov", "2024-11-05", "11/05/2024", "summer 2024"),
        *("09:00", "9 am", "at 9 a.m. sharp", "9pm", "from 9 to 10 am", "9 o'clock"),
        *(
            "the first",
            "2nd place",
            "the 21st floor",
            "twenty-first",
            "a third man",
            "World War II",
        ),
        *("an F-16", "COVID-19", "the G7", "a Boeing 737", "M1A1", "Article 5", "Room 101"),
        *("Road 7 is closed", "he works on line 3", "Brigade 47 left", "Leopard 2 tanks"),
        *("an iPhone 15", "No. 10 Downing Street", "#1", "type 2 diabetes", "Flight 1737", "5G"),
        *("one of them", "no one", "one another", "the one who left", "one-sided", "one-on-one"),
        *(
            "some people",
            "about that",
            "over there",
            "up to you",
            "under pressure",
            "more than ever",
        ),
        *("it more than doubled", "twice as many", "half-brother", "the first half", "half past"),
        *("https://example.org/10/20", "version 3.11.2", "555-123-4567", "24/7", "@user5", "007"),
        *("a couple married", "several people", "a few days", "the tens", "test scores", ""),
    ],
)
def test_what_only_looks_like_a_figure_is_none(text: str) -> None:
    assert quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("2,000 troops", 2000),
        ("2000 people", 2000),
        ("more than 2000", 2000),
        ("1945 soldiers", 1945),
        ("2000 North Korean soldiers", 2000),
        ("at least 1999", 1999),
        ("$2024", 2024),
        ("2020%", 2020),
    ],
)
def test_four_digits_that_count_are_no_year(text: str, low: float) -> None:
    assert only(text).low == low
    assert dates(text) == ()


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("10,000 North Korean soldiers arrived", "soldiers"),
        ("7 million barrels a day", "barrels"),
        ("thousands of troops", "troops"),
        ("hundreds of thousands of people", "people"),
        ("about two dozen police officers", "officers"),
        ("40% of Americans", "americans"),
        ("a third of the voters", "voters"),
        ("two community colleges", "colleges"),
        ("six two-year colleges", "colleges"),
        ("a 2,000-mile border", "mile"),
        ("a 10-year-old boy", "year"),
        ("5 km", "km"),
        ("one soldier", "soldier"),
        ("a 35-point margin", "point"),
        ("4 percentage points", "percentage points"),
        ("20 pounds of cheese", "pounds"),
        ("12 were hurt", None),
        ("$5 million", None),
        ("40 percent", None),
    ],
)
def test_what_is_counted_is_named(text: str, counted: str | None) -> None:
    figures = quantities(text)
    assert figures[0].counted == counted


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Officials say more than 10,000 men came.", ["more than 10,000"]),
        ("It cost $3.5 billion, up 4% from 2019.", ["$3.5 billion", "4%"]),
        ("Shares rose $1.37 to $19.25 on Friday.", ["$1.37", "$19.25"]),
        ("On 9/11, nearly 3,000 people died.", ["nearly 3,000"]),
        ("Boeing 737 jets carry 200 people.", ["200"]),
        ("Brigade 47 lost 12 men.", ["12"]),
        ("They block 4 roads.", ["4"]),
        ("A line 3 kilometres long formed.", ["3 kilometres"]),
        ("In camp 12 children died.", ["12"]),
        ("In May 2019 about 12 to 15 tanks, or more, left", ["about 12 to 15"]),
        ("They won 12 seats; 3 were lost.", ["12", "3"]),
        ("1. First point: 12 dead", ["12"]),
        ("a 19 percent rise", ["19 percent"]),
        ("😀 più di… 12 killed 😀", ["12"]),
        ("260 won their seats", ["260"]),
        ("When news broke that Ferguson 18-year-old Brown", ["18"]),
        ("MORE THAN 12 SOLDIERS DIED", ["MORE THAN 12"]),
        ("Army Sends Ten Thousand Troops", ["Ten Thousand"]),
    ],
)
def test_figures_in_sentences_are_found_whole(text: str, spans: list[str]) -> None:
    figures = quantities(text)
    assert [figure.text for figure in figures] == spans
    assert all(text[figure.start : figure.end] == figure.text for figure in figures)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("over 10,000", "more than 10,000"),
        ("10k", "10,000"),
        ("90 percnet", "90%"),
        ("$20 tirllion", "$20 trillion"),
        ("ten thousand", "10 000"),
        ("at least 10,000", "more than 10,000"),
        ("upwards of 5%", "over 5 percent"),
        ("fewer than 500", "no more than 500"),
        ("$2 million", "2 million dollars"),
        ("about 12,000", "around 12k"),
        ("about 12,000", "12,000"),
        ("nearly 12,000", "about 12,000"),
        ("nearly 12,000", "close to 12,000"),
        ("10-12 thousand", "between 10,000 and 12,000"),
        ("one in four", "25%"),
    ],
)
def test_wording_alone_is_no_difference(one: str, other: str) -> None:
    assert same(only(one), only(other))
    assert relation(only(one), only(other)) is Relation.SAME


@pytest.mark.parametrize(
    ("statement", "record", "expected"),
    [
        ("1,000", "more than 10,000", Relation.DISJOINT),
        ("10,000", "more than 10,000", Relation.DISJOINT),
        ("12,000", "more than 10,000", Relation.WITHIN),
        ("10,000 to 12,000", "more than 10,000", Relation.WITHIN),
        ("more than 10,000", "10,000 to 12,000", Relation.CONTAINS),
        ("9,000 to 11,000", "10,000 to 12,000", Relation.OVERLAPS),
        ("about 10,000", "more than 10,000", Relation.OVERLAPS),
        ("at most 500", "at least 500", Relation.OVERLAPS),
        ("fewer than 500", "500 or more", Relation.DISJOINT),
        ("12,000", "nearly 12,000", Relation.DISJOINT),
        ("$5", "5%", Relation.DISJOINT),
        ("5 million", "5 billion", Relation.DISJOINT),
    ],
)
def test_how_a_statement_lies_to_the_record(
    statement: str, record: str, expected: Relation
) -> None:
    assert not same(only(statement), only(record))
    assert relation(only(statement), only(record)) is expected


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (10_000, None, None, "more than 10,000"),
        (10_000, 12_000, None, "10,000 to 12,000"),
        (3.5e9, 3.5e9, "USD", "$3.5 billion"),
        (40, 40, "%", "40%"),
        (0, 500, None, "up to 500"),
        (None, 500, None, "up to 500"),
        (5e6, 5e6, "CHF", "5 million CHF"),
        (3e6, 4e6, "EUR", "€3 million to €4 million"),
        (1, 1, None, "1"),
        (None, None, None, ""),
    ],
)
def test_a_stored_figure_is_put_in_words(
    low: float | None, high: float | None, unit: str | None, words: str
) -> None:
    assert describe(low, high, unit) == words
    assert from_interval(low, high, unit).text == words


def test_a_stored_figure_compares_like_a_written_one() -> None:
    assert same(only("more than 10,000"), from_interval(10_000, None, None))
    assert same(only("up to 500"), from_interval(None, 500, None))
    assert relation(only("11,000"), from_interval(10_000, 12_000, None)) is Relation.WITHIN


def in_words(number: int) -> str:
    small = (
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen"
    ).split()
    tens = "- - twenty thirty forty fifty sixty seventy eighty ninety".split()
    if number < 20:
        return small[number]
    if number < 100:
        return tens[number // 10] + (f"-{small[number % 10]}" if number % 10 else "")
    if number < 1000:
        rest = f" and {in_words(number % 100)}" if number % 100 else ""
        return f"{small[number // 100]} hundred{rest}"
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if number >= size:
            rest = f" {in_words(number % size)}" if number % size else ""
            return f"{in_words(number // size)} {name}{rest}"
    raise AssertionError


@MODEST
@given(st.integers(2, 10**11))
def test_one_number_in_any_notation_is_one_interval(number: int) -> None:
    grouped = f"{number:,}"
    notations = [grouped, grouped.replace(",", "\u2009"), grouped.replace(",", "’")]
    notations += [grouped.replace(",", " "), in_words(number), f"{number:,}.0"]
    if number % 1000 == 0:
        notations += [f"{number // 1000:,}k", f"{number // 1000:,} thousand"]
    for text in notations:
        figure = only(text)
        assert (figure.low, figure.high) == (near(number), near(number)), text
        assert same(figure, only(grouped))


@MODEST
@given(st.integers(1, 10**9))
def test_comparators_cut_the_line_of_numbers_at_the_same_place(number: int) -> None:
    n = f"{number:,}"
    assert relation(only(f"more than {n}"), only(f"at most {n}")) is Relation.DISJOINT
    assert relation(only(f"fewer than {n}"), only(f"at least {n}")) is Relation.DISJOINT
    assert relation(only(n), only(f"more than {n}")) is Relation.DISJOINT
    assert relation(only(n), only(f"at least {n}")) is Relation.WITHIN
    assert same(only(f"over {n}"), only(f"in excess of {n}"))


ends = st.one_of(st.none(), st.integers(-1000, 10**6).map(float))


@st.composite
def stored(draw: st.DrawFn) -> Quantity:
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return from_interval(low, high, draw(st.sampled_from([None, "%", "USD"])))


@MODEST
@given(stored(), stored())
def test_a_relation_seen_from_the_other_side_is_its_mirror(a: Quantity, b: Quantity) -> None:
    mirror = {Relation.WITHIN: Relation.CONTAINS, Relation.CONTAINS: Relation.WITHIN}
    assert relation(b, a) is mirror.get(relation(a, b), relation(a, b))
    assert same(a, b) == same(b, a) == (relation(a, b) is Relation.SAME)
    assert same(a, a)


def test_written_figures_keep_the_mirror_too() -> None:
    mirror = {Relation.WITHIN: Relation.CONTAINS, Relation.CONTAINS: Relation.WITHIN}
    figures = [quantities(text)[0] for text, *_ in rows(BOUNDS) + rows(RANGES)][::3]
    for a, b in product(figures, figures):
        assert relation(b, a) is mirror.get(relation(a, b), relation(a, b))


@MODEST
@given(
    st.floats(0.5, 1e13).map(lambda value: float(f"{value:.4g}")),
    st.sampled_from([None, "%", "USD", "CHF"]),
)
def test_what_describe_says_is_read_back(value: float, unit: str | None) -> None:
    for low, high in ((value, value), (value, None), (0.0, value), (value, value * 2)):
        assert same(only(describe(low, high, unit)), from_interval(low, high, unit))


PIECES = st.sampled_from(
    "10 2,000 1.5 ½ 1/3 $ € % - – + . , ' \n more than up to about some between and from or to "
    "one two twenty hundred thousand million half a third quarter of in out dozens scores few "
    "several May 5 2024 Monday percent won pounds people Boeing 737 ² ٣ １２ İ ß "
    "\u200b \u202e".split(" ")
)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES).map("".join))
)
def test_any_text_is_read_without_an_error(text: str) -> None:
    figures, days = quantities(text), dates(text)
    spans = sorted([(f.start, f.end) for f in figures] + [(d.start, d.end) for d in days])
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(text[f.start : f.end] == f.text for f in figures)
    assert [f.start for f in figures] == sorted(f.start for f in figures)
    for f in figures:
        assert f.low is None or f.high is None or f.low <= f.high


@pytest.mark.parametrize(
    "piece", ["two ", "1 to ", "ten-", "more than ", "a few ", "1,22,", "9", "$", "of ", "q1   "]
)
def test_reading_time_grows_with_length_only(piece: str) -> None:
    def seconds(times: int, enough: float = 0.0) -> float:
        return quickest(lambda: quantities(piece * times), enough=enough)

    seconds(500)
    most = 0.05 + 40 * max(seconds(1000), 0.002)
    assert seconds(8000, most) < most


def test_the_shared_phrases_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(shared("cases", "quantities.json")), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["passed"] == result["total"] > 0


def test_the_benchmark_names_the_case_it_cannot_run(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match=r'case 3 "5".*"lo"'):
        run_case({"text": "5", "lo": 5}, "case 3")
    with pytest.raises(CaseError, match="high"):
        run_case({"text": "5", "high": "5"}, "case 1")
    file = tmp_path / "cases.json"
    file.write_text('[{"text": "no figure", "low": 1}, {"text": "5"}]')
    assert main([str(file)]) == 1
    assert next(run_case(case, "case").got for case in load_cases(file)) is None
