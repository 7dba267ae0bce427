"""What somebody chose in the form of a digest, and what they then read of it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.corroboration import Status
from bot.digest import form as fields
from bot.digest import form_view as form
from bot.digest import list_view, topics, zones
from bot.digest.due import WEEKDAYS
from bot.digest.form import chosen
from bot.digest.subscriptions import Choice, Listed
from bot.i18n import LANGUAGES, speaking
from bot.language.mentions import Mentions, Named
from bot.record.concealing import NOBODY
from bot.record.numbers import LARGEST
from bot.slack.given import Given, GivenError
from bot.slack.plain import plain
from tests.contract.payloads import check_message, check_view
from tests.nasty import NASTY

NOW = datetime(2024, 11, 11, 23, 30, tzinfo=UTC)
TOPICS = topics.by_name(["Bridges", "Harbours"])

FULL: dict[str, Any] = {
    form.TIME: {"type": "timepicker", "selected_time": "08:30"},
    form.ZONE: {"selected_option": {"value": "Europe/Berlin"}},
    form.WEEKDAYS: {"selected_options": [{"value": "fri"}, {"value": "mon"}]},
    form.TOPICS: {"selected_options": [{"value": topics.short_name("Harbours")}]},
    form.STATUSES: {"selected_options": [{"value": "disputed"}, {"value": "denied"}]},
    form.PAUSE: {"selected_date": "2024-11-20"},
    form.EMPTY: {"selected_options": [{"value": "yes"}]},
}


def sent(**changed: Any) -> dict[str, Any]:
    """The fields of a form as Slack sends them."""
    return {name: {name: given} for name, given in {**FULL, **changed}.items()}


def errors(**changed: Any) -> dict[str, str]:
    with pytest.raises(GivenError) as caught:
        chosen(Given(sent(**changed)), TOPICS, now=NOW)
    return caught.value.errors


def test_a_whole_form_is_a_choice() -> None:
    assert chosen(Given(sent()), TOPICS, now=NOW) == Choice(
        time(8, 30),
        "Europe/Berlin",
        ("mon", "fri"),
        ("Harbours",),
        ("disputed", "denied"),
        date(2024, 11, 20),
        post_empty=True,
    )


def test_what_is_left_empty_means_all_topics_any_status_and_no_pause() -> None:
    nothing: dict[str, Any] = {"selected_options": [], "selected_date": None}
    left = {form.TOPICS: nothing, form.STATUSES: nothing, form.PAUSE: nothing, form.EMPTY: nothing}
    choice = chosen(Given(sent(**left)), TOPICS, now=NOW)
    assert (choice.topics, choice.statuses, choice.paused_until) == ((), (), None)
    assert not choice.post_empty


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        (form.TIME, {"selected_time": None}, "time of day"),
        (form.TIME, {"selected_time": "24:00"}, "time of day"),
        (form.ZONE, {"selected_option": None}, "time zone"),
        (form.ZONE, {"selected_option": {"value": "Mars/Olympus"}}, "time zone"),
        (form.ZONE, {"selected_option": {"value": "../etc/passwd"}}, "time zone"),
        (form.WEEKDAYS, {"selected_options": []}, "at least one day"),
        (form.TOPICS, {"selected_options": [{"value": "gone"}]}, "not on record any more"),
        (form.PAUSE, {"selected_date": "2024-11-11"}, "over"),  # in Berlin it is the 12th
        (form.PAUSE, {"selected_date": "2026-01-01"}, "within a year"),
        (form.PAUSE, {"selected_date": "9999-12-31"}, "within a year"),
        (form.PAUSE, {"selected_date": "2024-02-30"}, "Choose a day"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(name: str, given: object, said: str) -> None:
    (found,) = errors(**{name: given}).items()
    assert found[0] == name
    assert said in found[1]


def test_several_fields_may_be_wrong_at_once() -> None:
    assert set(errors(**{form.TIME: {}, form.WEEKDAYS: {}})) == {form.TIME, form.WEEKDAYS}


def test_too_many_topics_are_said_to_be() -> None:
    many = topics.by_name([f"Topic {n}" for n in range(60)])
    given = {form.TOPICS: {"selected_options": [{"value": name} for name in many]}}
    with pytest.raises(GivenError, match="at most 50"):
        chosen(Given(sent(**given)), many, now=NOW)
    known, _ = fields.about(Given(sent(**given)), many)
    assert len(known) == 50


words = st.sampled_from(
    [*FULL, "selected_time", "selected_option", "selected_options", "selected_date", "value", "x"]
)
leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=12),
    st.sampled_from(
        ["08:30", "mon", "disputed", "yes", "Europe", "Europe/Berlin", "2024-12-01", "\ud800"]
    ),
    st.dates().map(str),
    st.times().map(str),
)
anything = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=6)
)
forms = st.fixed_dictionaries(
    {}, optional={name: st.fixed_dictionaries({name: anything}) for name in FULL}
)


@settings(max_examples=100)
@given(st.one_of(anything, forms, forms.map(lambda given: {**sent(), **given})))
def test_whatever_is_sent_is_a_choice_or_sentences_for_its_fields(values: object) -> None:
    fields.about(Given(values), TOPICS)
    read = _read(values)
    if isinstance(read, Choice):
        assert read.weekdays
        assert zones.is_known(read.timezone)
        assert set(read.topics) <= set(TOPICS.values())
    else:
        assert set(read) <= set(FULL)
        assert all(read.values())


def _read(values: object) -> Choice | dict[str, str]:
    try:
        return chosen(Given(values), TOPICS, now=NOW)
    except GivenError as error:
        return error.errors


def test_every_zone_is_offered_within_slack_s_limits() -> None:
    groups = zones.groups("Europe/Berlin")
    names = [name for _, options in groups for name, _ in options]
    assert {"Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"} <= set(names)
    assert len(names) == len(set(names))
    assert all(zones.is_known(name) for name in names)
    odd = zones.groups("US/Eastern")  # somebody's from before
    assert odd[0][1] == (("US/Eastern", "US/Eastern"),)
    about: dict[str, str | int] = {"digest": 0, "channel": "C0NEWS", "home": 0}
    view = form.form(
        Choice(time(9), "US/Eastern"),
        about=about,
        direct=False,
        zones=odd,
        topics=None,
        chosen_topics=(),
        today=NOW.date(),
    )
    check_view(view)
    assert len(json.dumps(view)) < 100_000  # Slack takes 250 kB


def test_what_is_typed_finds_topics_those_that_begin_so_first() -> None:
    found = topics.matching(["Old bridges", "Bridges", "Ferries"], "brid", NOBODY)
    assert [label for _, label in found] == ["Bridges", "Old bridges"]
    assert len(topics.matching([f"Topic {n}" for n in range(300)], "", NOBODY)) == 100


stored = st.one_of(st.sampled_from([n for n in NASTY if n.strip()]), st.text(min_size=1)).filter(
    lambda text: bool(topics.options([text], NOBODY)[0][1].strip()) and "<" not in text
)
choices = st.builds(
    Choice,
    local_time=st.times(),
    timezone=st.sampled_from(["Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC"]),
    weekdays=st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True).map(tuple),
    topics=st.lists(stored, max_size=8, unique=True).map(tuple),
    statuses=st.lists(st.sampled_from(["denied", "position", "what_else"]), unique=True).map(tuple),
    paused_until=st.none() | st.dates(date(2024, 1, 1), date(2026, 1, 1)),
    post_empty=st.booleans(),
)
digests = st.builds(
    Listed,
    number=st.integers(1, 2**31),
    channel=st.sampled_from(["C0NEWS", "U0IDA", "G1"]),
    owner=st.sampled_from(["U0IDA", "<!channel>"]),
    chosen=choices,
    next_at=st.none() | st.just(NOW) | st.just(NOW + timedelta(days=200)),
    paused_why=st.none() | st.sampled_from(["is_archived", "<!here>", "ext_shared"]),
    is_waiting=st.booleans(),
    may_change=st.booleans(),
)


@settings(max_examples=25)
@given(st.lists(digests, max_size=20), st.booleans(), st.sampled_from(LANGUAGES))
def test_slack_takes_every_list_and_form(found: list[Listed], here: bool, language: str) -> None:
    with speaking(language):
        _taken(found, here)


def _taken(found: list[Listed], here: bool) -> None:
    message = list_view.listed(found, here=here, offers_own=True)
    check_message({"text": message.text, "blocks": message.blocks}, mentions=True)
    for one in found[:2]:
        for told in (list_view.saved(one, new=here), list_view.stopped(one)):
            check_message({"text": told.text, "blocks": told.blocks}, mentions=True)
        view = form.form(
            one.chosen,
            about={"digest": one.number, "channel": one.channel, "home": 0, "seen": LARGEST},
            direct=one.is_direct,
            zones=[("Zones", [(one.chosen.timezone, one.chosen.timezone)])],
            topics=topics.options(one.chosen.topics, NOBODY),
            chosen_topics=topics.options(one.chosen.topics, NOBODY),
            today=NOW.date(),
            note=form.PREVIEWED,
        )
        check_view(view)


@pytest.mark.parametrize(
    ("language", "number", "stop", "more"),
    [("en", "number", "Stop", "and 5 more"), ("es", "número", "Detener", "y 5 más")],
)
def test_twenty_digests_with_all_that_may_be_said_are_listed_whole(
    language: str, number: str, stop: str, more: str
) -> None:
    chosen = Choice(
        time(9),
        "America/Argentina/ComodRivadavia",
        ("mon", "tue", "wed", "thu", "sat", "sun"),
        tuple(f"{n} " + "&" * 100 for n in range(50)),
        tuple(status.value for status in Status),
        NOW.date(),
        post_empty=True,
    )
    every = [
        Listed(
            2**31 - n, "C0" + "X" * 20, "U" + "X" * 20, chosen, NOW, None,
            is_waiting=True, may_change=True,
        )
        for n in range(25)
    ]  # fmt: skip
    with speaking(language):
        message = list_view.listed(every, here=False, offers_own=True)
    check_message({"text": message.text, "blocks": message.blocks}, mentions=True)
    said = plain(message)
    assert all(f"{number} {one.number}" in said for one in every[:20])
    assert said.count(f"[ {stop} ]") == 20
    assert more in said


@pytest.mark.parametrize(
    ("weekdays", "said"),
    [
        (WEEKDAYS, "Every day"),
        (WEEKDAYS[:5], "Monday to Friday"),
        (("sat", "mon"), "Monday and Saturday"),
        (("tue",), "Tuesday"),
    ],
)
def test_days_are_said_as_people_say_them(weekdays: tuple[str, ...], said: str) -> None:
    assert list_view.when(Choice(time(9), "UTC", weekdays)) == f"{said} at 09:00 (UTC)"


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (Choice(time(9), "UTC", WEEKDAYS), "todos los días a las 09:00 (UTC)"),
        (Choice(time(1, 30), "Etc/GMT+8", WEEKDAYS[:5]), "de lunes a viernes a la 01:30 (UTC-8)"),
        (Choice(time(0), "UTC", ("sat", "mon")), "lunes y sábado a las 00:00 (UTC)"),
    ],
)
def test_days_in_spanish(chosen: Choice, said: str) -> None:
    with speaking("es"):
        assert list_view.when(chosen) == said


def test_a_list_in_spanish() -> None:
    chosen = Choice(time(9), "UTC", WEEKDAYS[:5], tuple("ABCDE"), ("disputed", "denied"))
    one = Listed(3, "C0NEWS", "U0IDA", chosen, NOW, may_change=True)
    with speaking("es"):
        said = plain(list_view.listed([one], here=False, offers_own=True))
    assert said == (
        "Tienes 1 resumen.\n\n"
        "De lunes a viernes a las 09:00 (UTC) en este canal (https://slack.com/app_redirect?channel=C0NEWS)\n"
        "A, B, C y 2 más · “en disputa” o “solo constan desmentidos”\n"
        "Próximo: lun 11 nov 2024, 23:30\n"
        "Lo configuró @U0IDA · número 3\n\n"
        "[ Cambiar ] [ Detener ]\n\n"
        "[ Un resumen para mí (mensaje directo) ]"
    )


def test_the_form_and_its_errors_in_spanish() -> None:
    with speaking("es"):
        groups = zones.groups("Europe/Berlin")
        found = errors(**{form.TIME: {}, form.WEEKDAYS: {}})
        view = form.form(
            Choice(time(9), "Europe/Berlin"),
            about={"digest": 0, "channel": "C0NEWS", "home": 0},
            direct=True,
            zones=groups,
            topics=topics.options(["A"], NOBODY),
            chosen_topics=(),
            today=NOW.date(),
        )
    check_view(view)
    assert found == {
        form.TIME: "Elige una hora, como 09:00.",
        form.WEEKDAYS: "Elige al menos un día de la semana.",
    }
    headings = [heading for heading, _ in groups]
    assert headings[0] == "África"
    assert headings[-1] == "En todas partes"
    assert any(one.startswith("América, de Adak a ") for one in headings)
    assert zones.groups("UTC")[0][0] == "Africa"
    shown = json.dumps(view, ensure_ascii=False)
    for word in ("Un resumen para ti", "Guardar", "Lunes", "En disputa", "Temas"):
        assert f'"{word}"' in shown


def test_a_topic_is_offered_without_a_confidential_name() -> None:
    names = Mentions([Named("Ida Holm", ("Nightjar",))])
    given = ["The Nightjar files", "Bridges"]
    labels = [label for _, label in topics.options(given, names)]
    assert labels == ["a source known to the desk files", "Bridges"]
    assert topics.matching(given, "nightj", names) == []
    found = topics.matching(given, "files", names)
    assert [name for name, _ in found] == [topics.short_name(given[0])]
