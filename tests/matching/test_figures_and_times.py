"""A figure in another unit, a day written otherwise, a part of a whole: the same, or a difference.

Each pair is a claim and a statement.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.dates import dates
from bot.language.quantities import from_interval, quantities
from bot.language.reading import read
from bot.language.times import Bound, times
from bot.matching.compare import compare
from bot.matching.differences import Compared, Known
from bot.matching.outcome import Difference
from bot.matching.speakers import Speaker

SAME = """
The Ostra tunnel is 5 kilometres long | The Ostra tunnel is 3 miles long
The Ostra tunnel is 5 kilometres long | The Ostra tunnel is 5,000 m long
The wreck lies 300 feet down | The wreck lies 91 metres down
The wreck lies 300 feet down | The wreck lies about 90 metres down
The fire burned 1,000 acres near Harrow | The fire burned 400 hectares near Harrow
The fire burned 1,000 acres near Harrow | The fire burned 4 square kilometres near Harrow
It was 40 degrees Celsius in Harrow on Monday | It was 104 degrees Fahrenheit in Harrow on Monday
It was 40°C in Harrow | It was 104F in Harrow
It was 40C in Harrow | It was 40°C in Harrow
The train reached 300 km/h | The train reached 186 mph
The wind farm produces 1.5 GW | The wind farm produces 1,500 megawatts
The reactor made 2,000 megawatt hours | The reactor made 2 gigawatt-hours
The tank held 2 cubic metres of oil | The tank held 2,000 litres of oil
The spill released 100 barrels of oil | The spill released 16,000 litres of oil
The ferry carried 50 kg of cocaine | The ferry carried 110 pounds of cocaine
The outage lasted 36 hours | The outage lasted a day and a half
The outage lasted 48 hours | The outage lasted two days
The trial lasted a year | The trial lasted 12 months
The trial lasted six months | The trial lasted half a year
The bridge was closed for a decade | The bridge was closed for 10 years
The bridge was closed for a fortnight | The bridge was closed for two weeks
The bridge was closed for more than a week | The bridge was closed for over seven days
Rolf Kern is 6 feet tall | Rolf Kern is 1.83 metres tall
Rolf Kern is 5 feet 11 inches tall | Rolf Kern is 180 cm tall
The siege lasted 14 days in 2019 | In 2019 the siege lasted two weeks
Two thirds of Ostra voters backed the plan | 66% of Ostra voters backed the plan
Two thirds of Ostra voters backed the plan | 67 per cent of Ostra voters backed the plan
One in five Harrow pupils missed school | A fifth of Harrow pupils missed school
Half of the Harrow fleet is idle | 50% of the Harrow fleet is idle
More than half of Ostra voters backed the plan | A majority of Ostra voters backed the plan
Ida Holm won with a majority of 412 votes | Ida Holm won with a 412-vote majority
Between 10,000 and 12,000 people fled Harrow | Between 10,000 & 12,000 people fled Harrow
Between 10,000 and 12,000 people fled Harrow | 10,000 – 12,000 people fled Harrow
Between 10,000 and 12,000 people fled Harrow | 10-12 thousand people fled Harrow
The mine emits 2 tonnes of mercury a year | The mine emits 2 tonnes of mercury annually
The mine emits 2 tonnes of mercury a year | The mine emits 2,000 kg of mercury per year
Two of the three Harrow suspects were released | Two out of three Harrow suspects were released
Three of Harrow's five judges resigned | Three of the five judges of Harrow resigned
All five Kern judges resigned | The five Kern judges all resigned
The Harrow mine opened on 12 March 2021 | The Harrow mine opened on the 12th of March 2021
The Harrow mine opened on 12 March 2021 | The Harrow mine opened on March 12th, 2021
The Harrow mine opened on 12 March 2021 | The Harrow mine opened on 12/03/2021
The Harrow mine opened on 12 March 2021 | The Harrow mine opened on 03/12/2021
The Harrow mine opened on 12 March 2021 | The Harrow mine opened on 12/03
The Harrow mine opened on 12 March 2021 | The Harrow mine opened on 2021-03-12
The Harrow mine opened on 12 March 2021 | The Harrow mine opened on 12.03.2021
The Harrow mine opened on 12 March 2021 | The Harrow mine opened on 12 Mar 21
The Harrow mine opened on 12 March 2021 | The Harrow mine opened on 12.03.21
Both engines of the Harrow ferry failed | The two engines of the Harrow ferry failed
The Harrow mine opened on 12 March 2021 | The Harrow mine opened on 12 March '21
The Harrow mine opened on 12 March 2021 | The Harrow mine opened on Friday 12 March 2021
The Harrow mine opened on 12 March 2021 | The Harrow mine opened in March 2021
The Harrow mine opened on 12 March 2021 | The Harrow mine did not open until the 12th of March 2021
Harrow closed the mine on 12 March 2021 | Harrow didn't close the mine until 12 March 2021
The mine was closed between 2 and 9 March 2021 | The mine was closed from 2 to 9 March 2021
The Harrow mine was closed from 2015 to 2018 | The Harrow mine was closed 2015-2018
The Harrow mine was closed from 2015 to 2018 | The Harrow mine was closed from 2015 until 2018
The Harrow mine has been closed since 2015 | Since 2015, the Harrow mine has been closed
The Harrow mine will close by 1 May 2030 | The Harrow mine will close no later than 1 May 2030
The Harrow mine closed after the 2019 election | The Harrow mine closed after the election in 2019
"""

FIGURE = """
The Ostra tunnel is 5 kilometres long | The Ostra tunnel is 5 miles long
The Ostra tunnel is 500 miles long | The Ostra tunnel is 300 km long
The Ostra tunnel is 3,000 metres long | The Ostra tunnel is 2.9 km long
The fire burned 1,000 acres near Harrow | The fire burned 1,000 hectares near Harrow
It was 40°C in Harrow | It was 40°F in Harrow
It was minus 5 degrees Celsius in Harrow | It was 5 degrees Celsius in Harrow
The train reached 300 km/h | The train reached 300 mph
The ferry carried 50 kg of cocaine | The ferry carried 50 pounds of cocaine
The outage lasted 48 hours | The outage lasted two weeks
The bridge was closed for a week | The bridge was closed for a month
The bridge was closed for more than a week | The bridge was closed for six days
The bridge costs $5 million | The bridge costs €5 million
Two thirds of Ostra voters backed the plan | 62 per cent of Ostra voters backed the plan
A majority of Ostra voters backed the plan | 40% of Ostra voters backed the plan
A minority of Ostra voters backed the plan | A majority of Ostra voters backed the plan
Harrow has three times as many police as Ostra | Harrow has four times as many police as Ostra
Between 10,000 and 12,000 people fled Harrow | 9,000 people fled Harrow
The mine emits 2 tonnes of mercury a year | The mine emits 2 tonnes of mercury a day
The Harrow clinic treated 45 people | The Harrow clinic treated 45 people a day
The 12-storey tower in Harrow collapsed | The 20-storey tower in Harrow collapsed
Rolf Kern, 54, resigned | Rolf Kern, 57, resigned
The Harrow mine opened 80 years ago | The Harrow mine opened 60 years ago
14 people died when the Harrow ferry sank | 19 people died when the 14-year-old Harrow ferry sank
Two of the three Harrow suspects were released | One of the three Harrow suspects was released
Two of the three Harrow suspects were released | The three Harrow suspects were released
Two of the three Harrow suspects were released | Every one of the three Harrow suspects was released
Three of Harrow's five judges resigned | All five of Harrow's judges resigned
One of the two engines failed | Both engines failed
Both engines of the Harrow ferry failed | One of the two engines of the Harrow ferry failed
Three of the five Harrow judges resigned | Half of the Harrow judges resigned
"""

DATE = """
The Harrow mine opened on 12 March 2021 | The Harrow mine opened on 11/03/2021
The Harrow mine opened on 12 March 2021 | The Harrow mine opened on 2021-03-13
The Harrow mine opened on 12 March 2021 | The Harrow mine opened on 12 Mar 22
The Harrow mine opened on 12 March 2021 | The Harrow mine opened on Monday 12 March 2021
The Harrow mine opened on 12 March 2021 | The Harrow mine did not open until 14 March 2021
The Harrow mine was closed from 2015 to 2018 | The Harrow mine was closed from 2015 to 2019
The Harrow mine was closed from 2015 to 2018 | The Harrow mine was closed from 2014 until 2018
The Harrow mine was closed from 2015 to 2018 | The Harrow mine was closed from 2015 onwards
The Harrow mine was closed from 2015 to 2018 | The Harrow mine was closed in 2016
The Harrow mine was closed from 2015 to 2018 | The Harrow mine has been closed since 2015
The Harrow mine has been closed since 2015 | The Harrow mine has been closed since 2016
The Harrow mine has been closed since 2015 | The Harrow mine was closed until 2015
The Harrow mine will close by 1 May 2030 | The Harrow mine will close after 1 May 2030
The Harrow mine will close by 1 May 2030 | The Harrow mine will close on 1 May 2030
The Harrow garrison left after 1 June 2020 | The Harrow garrison left before 1 June 2020
The Harrow mine opened last year | The Harrow mine opened next year
"""

# What they say besides is no figure for what the claim says.
BESIDE_THE_POINT = """
The Tollan Bridge is closed | The Tollan Bridge, built 80 years ago, is closed
Rolf Kern resigned | Rolf Kern, who is 54, resigned
Rolf Kern resigned | Rolf Kern, 54, resigned
Rolf Kern resigned | Rolf Kern, aged 54, resigned
The tower in Harrow collapsed | The 12-storey tower in Harrow collapsed
The Harrow ferry killed 14 people | The Harrow ferry, built 30 years ago, killed 14 people
The bridge in Ostra is 90 metres long | The bridge in Ostra, built 60 years ago, is 90 metres long
The Harrow mine opened in March 2021 | The Harrow mine opened on 12 March 2021
"""


def _pairs(text: str) -> list[tuple[str, str]]:
    rows = [line.split(" | ") for line in text.strip().splitlines()]
    return [(claim, statement) for claim, statement in rows]


def _compared(claim: str, statement: str, known: Known | None = None) -> Compared:
    return compare(read(statement), read(claim), known or Known())


def _found(claim: str, statement: str) -> tuple[Difference, ...]:
    return _compared(claim, statement).differences


@pytest.mark.parametrize(("claim", "statement"), _pairs(SAME))
def test_only_written_otherwise(claim: str, statement: str) -> None:
    assert _found(claim, statement) == ()


@pytest.mark.parametrize(("claim", "statement"), _pairs(FIGURE))
def test_another_figure(claim: str, statement: str) -> None:
    assert "figure" in {d.kind.value for d in _found(claim, statement)}


@pytest.mark.parametrize(("claim", "statement"), _pairs(DATE))
def test_another_time(claim: str, statement: str) -> None:
    assert "date" in {d.kind.value for d in _found(claim, statement)}


@pytest.mark.parametrize(("claim", "statement"), _pairs(BESIDE_THE_POINT))
def test_a_figure_beside_the_point_is_an_addition(claim: str, statement: str) -> None:
    assert {one.kind.value for one in _found(claim, statement)} <= {"adds"}


def test_what_goes_on_is_denied_by_not_until() -> None:
    claim = "The Harrow strike lasted until 12 March 2021"
    [told] = _found(claim, "The Harrow strike did not last until 12 March 2021")
    assert told.kind.value == "negation"


_DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


def _written(day: date) -> list[str]:
    return [f"{day.day} {day:%B %Y}", f"{day:%B} {day.day}, {day.year}", day.isoformat()]


@given(_DAYS, st.data())
def test_one_day_however_written(day: date, data: st.DataObject) -> None:
    ways = [*_written(day), f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day:%m/%d/%Y}"]
    one, other = data.draw(st.sampled_from(ways)), data.draw(st.sampled_from(ways))
    claim = "The Harrow mine opened on"
    assert _found(f"{claim} {one}", f"{claim} {other}") == ()


@given(_DAYS, st.integers(1, 400), st.data())
def test_another_day_however_written(day: date, later: int, data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(_written(day)))
    other = data.draw(st.sampled_from(_written(day + timedelta(later))))
    claim = "The Harrow mine opened on"
    assert [d.kind.value for d in _found(f"{claim} {one}", f"{claim} {other}")] == ["date"]


@given(_DAYS, st.integers(1, 400))
def test_between_two_days_goes_from_the_first_to_the_last(day: date, later: int) -> None:
    last = day + timedelta(later)
    text = f"It was closed between {_written(day)[0]} and {_written(last)[0]}."
    [time] = times(text, dates(text))
    assert (time.bound, time.days) == (Bound.BETWEEN, (day, last))
    assert time.text == text[len("It was closed ") : -1]


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from(["km", "people", "tonnes"]))
def test_between_two_figures_needs_the_smaller_first(one: int, other: int, what: str) -> None:
    low, high = sorted((one, other))
    if low == high:
        return
    [figure] = quantities(f"between {low:,} and {high:,} {what}")
    assert (figure.low, figure.high, figure.kind) == (low, high, "range")
    assert all(q.kind != "range" for q in quantities(f"between {high:,} and {low:,} {what}"))


CLAIM = "Repairing the Tollan Bridge costs 8.4 million crowns"


def _known(*given: tuple[float | None, float | None], stance: str = "asserts") -> Known:
    speakers = [Speaker(("Ida Holm",), stance, from_interval(*one, None)) for one in given]
    return Known(figure=from_interval(8.4e6, 8.4e6, "crowns"), speakers=speakers)


def test_a_figure_that_somebody_on_record_gives_is_no_difference_and_says_whose_it_is() -> None:
    statement = "Repairing the Tollan Bridge costs over eight million crowns"
    assert [d.kind.value for d in _found(CLAIM, statement)] == ["figure"]
    compared = _compared(CLAIM, statement, _known((8e6, None)))
    assert compared.differences == ()
    assert [(one.figure.text, one.by) for one in compared.given] == [
        ("over eight million", "Ida Holm")
    ]


@pytest.mark.parametrize(
    "known",
    [
        _known(),
        _known((8e6, None), stance="hedges"),
        _known((8e6, None), stance="denies"),
        _known((9e6, 9e6)),  # another figure than what is written
    ],
)
def test_only_a_live_assertion_of_that_very_figure_counts(known: Known) -> None:
    statement = "Repairing the Tollan Bridge costs over eight million crowns"
    compared = _compared(CLAIM, statement, known)
    assert [d.kind.value for d in compared.differences] == ["figure"]
    assert compared.given == ()


def test_a_figure_that_contradicts_the_claim_is_told_whoever_gives_it() -> None:
    statement = "Repairing the Tollan Bridge costs 9 million crowns"
    compared = _compared(CLAIM, statement, _known((9e6, 9e6)))
    assert [d.kind.value for d in compared.differences] == ["figure"]


@pytest.mark.parametrize(
    ("statement", "relation", "contradicts"),
    [
        ("12,000", "more exact than the record", False),
        ("at least 9,000", "less exact than the record", False),
        ("9,000 to 12,000", "overlaps with what is on record", False),
        ("1,000", "", True),
        (
            "100,000",
            "far beyond the figure on record, which sets no upper limit",
            True,
        ),
    ],
)
def test_how_two_figures_relate(statement: str, relation: str, *, contradicts: bool) -> None:
    claim = "More than 10,000 people live on Varn Island"
    [told] = _found(claim, f"{statement} people live on Varn Island")
    assert (told.relation, told.contradicts) == (relation, contradicts)
