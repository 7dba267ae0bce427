"""Watching a topic in Slack: the command, the buttons, the Home tab, the notice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from bot.demo import EDITOR, REPORTER, direct
from bot.record.exchange.importing import import_record
from models import TopicWatch, Watch
from tests.handlers.caring import shown
from tests.handlers.watching import EVE, Desk
from tests.records import attribution, read, record
from tests.standin import FaultySlack


class TopicDesk(Desk):
    """A newsroom whose record has topics."""

    def comes(self, text: str, topic: str, key: str = "new") -> None:
        raw = record()
        raw["claims"].append({"key": key, "text": text, "kind": "fact", "topic": topic})
        raw["attributions"].append(attribution(f"{key}-1", claim=key, stance="asserts"))
        import_record(self.engine, read(raw), workspace_id=self.number, actor=EDITOR, now=self.now)

    def asks(self, text: str) -> str:
        self.said = self.command(text)
        return shown(self.said)


@pytest.fixture
def desk(record_slack: FaultySlack, sqlite_engine: Engine) -> Iterator[TopicDesk]:
    made = TopicDesk(record_slack, sqlite_engine)
    made.comes("The pier is open.", "Bridges and piers", "pier")
    made.comes("The dike is shut.", "Dikes", "dike")
    made.settle()
    yield made
    made.room.close()


@pytest.mark.parametrize("asked", ["watch Bridges and piers", "Watch bridges AND piers"])
def test_who_watches_a_topic_is_told_of_its_next_claim(desk: TopicDesk, asked: str) -> None:
    said = desk.asks(asked)
    assert said.startswith(
        "I will tell you when something of this topic changes: Bridges and piers\n"
    )
    assert "[ Stop telling me ]" in said
    desk.comes("The quay is for sale.", "Bridges and piers")
    desk.comes("The dike is open.", "Dikes", "dike2")
    desk.settle()
    (notice,) = desk.slack.posted(direct(REPORTER))
    told = shown(notice)
    assert "The quay is for sale." in told
    assert "dike" not in told
    desk.click("unwatch_topic", notice)
    assert desk.rows(TopicWatch) == []
    desk.comes("The quay is sold.", "Bridges and piers", "sold")
    desk.settle()
    assert len(desk.slack.posted(direct(REPORTER))) == 1


def test_words_of_a_topic_give_the_topics_to_choose_from(desk: TopicDesk) -> None:
    said = desk.asks("watch piers")
    assert "Which topic? “piers” is in the names of these:" in said
    desk.click("watch_topic", desk.said)
    assert [one.topic for one in desk.rows(TopicWatch)] == ["Bridges and piers"]
    assert desk.asks("watch Bridges and piers").startswith("I tell you already when")
    assert len(desk.rows(TopicWatch)) == 1


def test_a_misspelt_topic_is_guessed_and_one_that_is_none_is_said_to_be_none(
    desk: TopicDesk,
) -> None:
    assert "Do you mean one of these?" in desk.asks("watch Dykes")
    said = desk.asks("watch volcanoes")
    assert "No topic on record is called “volcanoes”." in said
    assert desk.rows(TopicWatch) == []


def test_a_sentence_that_begins_with_watch_is_a_statement(desk: TopicDesk) -> None:
    desk.send(desk.room.command("watch the minister of works say that the bridge is closed"))
    assert "When something of a topic" not in desk.home()
    (answer,) = desk.slack.ephemerals(user=REPORTER)
    assert "topic" not in shown(answer).split("\n")[0].lower()


def test_a_claim_is_watched_by_its_number(desk: TopicDesk) -> None:
    number = desk.claim().id
    said = desk.asks(f"watch #{number}")
    assert said.startswith("I will tell you when this changes: The bridge at Ostra is closed.")
    assert [one.claim_id for one in desk.rows(Watch)] == [number]
    assert "I do not tell you any more" in desk.asks(f"unwatch {number}")
    assert desk.rows(Watch) == []
    assert "nothing of that number" in desk.asks("watch #99999999999999999999")
    assert "/onrecord watch Bridges" in desk.asks("watch")


def test_a_search_for_a_topic_offers_to_watch_it(desk: TopicDesk) -> None:
    assert "All that changes on Dikes:" in desk.asks("find topic:dikes").replace("*", "")
    desk.click("watch_topic", desk.said)
    assert [one.topic for one in desk.rows(TopicWatch)] == ["Dikes"]
    assert "All that changes" in desk.asks("find Dikes")
    assert "All that changes" not in desk.asks("find Holm")


def test_the_home_tab_offers_lists_and_ends_it_for_the_person_alone(desk: TopicDesk) -> None:
    home = desk.home_view()
    assert "Dikes: 1 claim\n" in shown(home).replace("*", "") + "\n"
    desk.click("watch_topic", home, nth=1)
    (watch,) = desk.rows(TopicWatch)
    listed = desk.home().replace("*", "")
    assert f"• When something of a topic changes: {watch.topic}" in listed
    assert f"{watch.topic}: 1 claim (you are told: at once)" in listed
    assert "When something of a topic" not in desk.home(EVE)
    home = desk.home_view()
    desk.click("unwatch_topic", home, user=EVE)  # a button that is not theirs
    assert len(desk.rows(TopicWatch)) == 1
    desk.click("unwatch_topic", home)
    assert desk.rows(TopicWatch) == []
    assert "When something of a topic" not in desk.home()


def test_unwatch_by_name(desk: TopicDesk) -> None:
    desk.asks("watch Dikes")
    assert "You are not told about this topic: Piers" in desk.asks("unwatch Piers")
    assert "I do not tell you any more" in desk.asks("unwatch dikes")
    assert desk.rows(TopicWatch) == []
