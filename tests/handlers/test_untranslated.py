"""An editor who uses Slack in another language reads no English, whatever they press.

Every text of a catalogue is written here in letters of its own, so that any other is seen.
"""

from __future__ import annotations

import gettext as standard
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session

from bot import i18n, zones
from bot.demo import BOT_USER, DESK, EDITOR, NEWSROOM, REPORTER
from bot.demo.signed import app_home_opened, app_mention
from bot.digest import zones as time_zones
from models import Claim, Document, Outlet, Source
from models.review import Review
from tests.conftest import NOW
from tests.drafted import draft
from tests.handlers.answers import set_desk_channel
from tests.handlers.caring import CareDesk
from tests.handlers.confided import QUOTED, Presser, confided
from tests.handlers.reviews import added
from tests.standin import FaultySlack

_KEPT = re.compile(r"\{[^}]*\}|`[^`]*`|<[^>]*>|/onrecord[ \w]*")
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀćđéƒǵĥíĵķĺḿńóṕɋŕśţúṽẃẋýźÁɃĆĐÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŢÚṼẂẊÝŹ",
)

# The product's name, what people type, hedges and names in the record that are used here, and days
# as another language writes them.
_ENGLISH = frozenset(
    """on record check add help onrecord python bot env export file claimreview csv json utc find
    watch unwatch queue digest history editors workspace list edit https com example slack invite
    desk channel doctor statement words name topic number claim disputed kursk
    four ightjar allegedly guesses
    lun mar mié jue vie sáb dom ene feb mar abr may jun jul ago sept oct nov dic
    lunes martes rcoles jueves viernes bado domingo
    """.split()
)


def accented(message: str) -> str:
    """A text in letters that no English word has, with what stands in it for others kept."""
    kept = _KEPT.findall(message)
    parts = [part.translate(_LETTERS) for part in _KEPT.split(message)]
    return "".join(a + b for a, b in zip(parts, [*kept, ""], strict=True))


class _Accented(standard.NullTranslations):
    def gettext(self, message: str) -> str:
        return accented(message)

    def pgettext(self, context: str, message: str) -> str:
        return accented(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return accented(msgid1 if n == 1 else msgid2)


@pytest.fixture
def desk(
    record_slack: FaultySlack, sqlite_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> Iterator[CareDesk]:
    monkeypatch.setattr(i18n, "_catalogue", lambda _: _Accented())
    time_zones._listed.cache_clear()  # it is kept for each language
    made = CareDesk(record_slack, sqlite_engine, confided(), clock=lambda: NOW)
    for user in (EDITOR, REPORTER):
        record_slack.change_user(user, locale="es-ES")
    for installation in made.room.services.installations.installed:
        installation.people.language = "es"
    set_desk_channel(made.room, DESK)
    yield made
    made.room.close()
    time_zones._listed.cache_clear()


COMMANDS = (
    "", "help", "help ask", "help add", "help digest", "help find", "help settings", "add", "queue",
    "queue flagged", "queue imported", "find", "find Ostra", "find Edda Rohl", "find xyzzy",
    "find gate since October", "find status:nothing", "history", "history 1", "history 99999",
    "watch", "watch Bridges", "watch #1", "unwatch", "unwatch Bridges", "digest", "digest list",
    "digest stop", "editors", "confidential", "The bridge at Ostra is closed.", "Nothing of it.",
    "hello", "x", "add http://10.0.0.1/x",
)  # fmt: skip


def test_an_editor_reads_no_english(desk: CareDesk) -> None:
    added(desk.room, [draft(0, 29), draft(53, 103)], text=QUOTED + " Again.", title="Qux",
          canonical_url=None, url="https://courier.example/qux")  # fmt: skip
    since = len(desk.slack.calls)
    presser = Presser(desk, EDITOR, channel=NEWSROOM)
    for command in COMMANDS:
        presser.command(command)
    for statement in ("The bridge at Ostra is closed.", "Four vans left Ostra.", "Is it?"):
        said = desk.slack.say(NEWSROOM, f"<@{BOT_USER}> {statement}", user=EDITOR)
        asked = app_mention(statement, ts=said["ts"], channel=NEWSROOM, user=EDITOR)
        presser.act(asked, "event", "app_mention")
    for tab in ("home", "messages"):
        opened = app_home_opened(event_ts=desk.slack.workspace.new_ts(), user=EDITOR, tab=tab)
        presser.act(opened, "event", "app_home_opened")
    typed = set(re.findall(r"[a-z]{3,}", " ".join(COMMANDS).lower()))
    places = re.findall(r"[a-z]{3,}", " ".join(zones.names()).lower())
    known = _ENGLISH.union(_words_on_record(desk), typed, places)
    english: dict[str, list[str]] = {}
    for text in _texts(desk, since, presser.got):
        words = re.findall(r"[A-Za-z]{3,}", _KEPT.sub(" ", text))
        left = [word for word in words if word.lower() not in known]
        if left:
            english.setdefault(text, left)
    assert english == {}


_SAID = (
    Claim.text, Claim.topic, Claim.place, Claim.unit, Document.text, Document.title, Source.name,
    Source.role, Source.aliases, Outlet.name, Outlet.domain, Review.rating, Review.publisher,
)  # fmt: skip


def _words_on_record(desk: CareDesk) -> set[str]:
    """What people, documents and outlets say or are called is never translated."""
    words: set[str] = set()
    with Session(desk.engine) as session:
        for column in _SAID:
            for value in session.scalars(select(column)):
                words.update(re.findall(r"[a-z]{3,}", str(value).lower()))
    return words


def _texts(desk: CareDesk, since: int, bodies: list[str]) -> Iterator[str]:
    """What people read of everything that the bot sent."""
    for call in desk.slack.calls[since:]:
        yield from _read(dict(call.params))
    for body in bodies:
        try:
            yield from _read(json.loads(body))
        except ValueError:
            yield body


def _read(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value[:1] in "[{":
            try:
                yield from _read(json.loads(value))
            except ValueError:
                return
        return
    if isinstance(value, dict):
        for key, one in value.items():
            if key in ("text", "alt_text") and isinstance(one, str):
                yield one
            elif not isinstance(one, str) or key in ("blocks", "view"):
                yield from _read(one)
    elif isinstance(value, list):
        for one in value:
            yield from _read(one)
