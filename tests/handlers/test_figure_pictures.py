"""The picture of how a figure moved, in "All sources" and in digests, and the words without it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import time as time_of_day
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session

from bot.ask.card import SOURCES
from bot.demo import BOT_USER, EDITOR, NEWSROOM, REPORTER
from bot.demo.chat import structured, with_ids
from bot.demo.signed import block_action
from bot.digest import planning, subscriptions
from bot.digest.subscriptions import Choice
from bot.slack import blocks
from bot.slack.message import Message, Picture
from bot.slack.pictures import AT_ONCE, IN_MESSAGE, NOT_GRANTED_FOR, SETTLED, Pictures
from models import DigestDelivery, Workspace
from models.database import writing
from tests.handlers.caring import LATER, CareDesk, Fields, shown
from tests.handlers.conftest import MANIFEST_SCOPES
from tests.moving import toll
from tests.records import load
from tests.standin import Fault, FaultySlack, delayed, dropped, garbled, server_error

TOLD = "at least 78 (2 Mar 2026) → 135 (3 Mar 2026) → 131 (9 Mar 2026)"
FIGURES = ("first", "second", "last")
EIGHT = Choice(time_of_day(8), "UTC")
UPLOADING = ["files.getUploadURLExternal", "files.completeUploadExternal"]
FAULTS = (server_error(503), dropped(), garbled(b"\xff\xfe"))


def opened(engine: Engine, *scopes: str, keys: tuple[str, ...] = FIGURES) -> Iterator[CareDesk]:
    with FaultySlack(scopes=[*MANIFEST_SCOPES, *scopes]) as slack:
        raw = toll(*keys)
        raw["sources"][1]["confidential"] = True
        made = CareDesk(slack, engine, raw)
        yield made
        made.room.close()


@pytest.fixture
def granted(sqlite_engine: Engine) -> Iterator[CareDesk]:
    yield from opened(sqlite_engine, "files:write")


@pytest.fixture
def bare(sqlite_engine: Engine) -> Iterator[CareDesk]:
    yield from opened(sqlite_engine)


@pytest.fixture
def morning(sqlite_engine: Engine) -> Iterator[CareDesk]:
    """A desk with a digest, before the figure moves again."""
    yield from opened(sqlite_engine, "files:write", keys=FIGURES[:2])


def all_sources(desk: CareDesk, user: str = REPORTER) -> Fields:
    """The modal as it is opened."""
    value = blocks.button_value(inquiry="0", claim=desk.claim("killed").id or 0)
    before = len(desk.slack.calls)
    desk.slack.close_modals(user)
    card = with_ids([blocks.actions(blocks.button("All sources", SOURCES, value))])
    message = {"ts": "1731315600.000100", "user": BOT_USER, "blocks": card}
    pressed = block_action(
        SOURCES, value, trigger_id=desk.slack.trigger(user), message=message, user=user
    )
    desk.send(pressed)
    (call,) = [one for one in desk.slack.calls[before:] if one.method == "views.open"]
    view: Fields = structured(call.params, "view", "")
    assert images(view) == [], "nobody waits for the picture"
    return view


def images(holder: Fields | None) -> list[Fields]:
    return [one for one in (holder or {})["blocks"] if one["type"] == "image"]


def with_picture(desk: CareDesk, user: str = REPORTER) -> Fields:
    """The modal once it has a picture."""
    desk.slack.wait_for(lambda: images(desk.slack.modal(user)), 10)
    view = desk.slack.modal(user)
    assert view is not None
    return view


def settled() -> None:
    """Until no picture is on its way."""
    for one in threading.enumerate():
        if one.name == "picture":
            one.join(10)


def test_the_picture_comes_below_the_words_as_soon_as_slack_can_show_it(granted: CareDesk) -> None:
    all_sources(granted)
    view = with_picture(granted)
    (image,) = images(view)
    above = view["blocks"][view["blocks"].index(image) - 1]
    assert f"How the figure moved: {TOLD}" in str(above)
    assert image["alt_text"] == f"How the figure moved: {TOLD}"
    assert len(granted.slack.calls_of("views.update")) > 1, "refused until it was processed"
    (file,) = granted.slack.files.values()
    assert image["slack_file"] == {"id": file["id"]}
    assert file["content"].startswith(b"\x89PNG")
    assert granted.slack.posted() == [], "a file for a modal is posted nowhere"


def test_it_is_uploaded_once(granted: CareDesk) -> None:
    for _ in range(2):
        all_sources(granted)
        with_picture(granted)
    settled()
    assert len(granted.slack.files) == 1


def test_it_names_nobody_to_an_editor_who_may_know_the_source(granted: CareDesk) -> None:
    all_sources(granted)
    with_picture(granted)
    assert f"{TOLD}, by Ida Holm" in shown(all_sources(granted, EDITOR))
    view = with_picture(granted, EDITOR)
    assert "Holm" not in str(images(view))
    (file,) = granted.slack.files.values()
    assert "Holm" not in str({**file, "content": ""}), "and it is the same picture for everybody"


def test_without_the_scope_the_words_are_all(bare: CareDesk) -> None:
    for _ in range(2):
        assert f"How the figure moved: {TOLD}" in shown(all_sources(bare))
        settled()
    assert len(bare.slack.calls_of(UPLOADING[0])) == 1, "once told no, it does not ask again"
    assert bare.slack.calls_of("views.update") == []


@pytest.mark.parametrize("where", [*UPLOADING, "upload"])
@pytest.mark.parametrize("fault", [server_error(500), Fault(drop="before"), Fault(status=202)])
def test_a_failed_upload_leaves_the_words(granted: CareDesk, where: str, fault: Fault) -> None:
    granted.slack.next(where, fault)
    assert TOLD in shown(all_sources(granted))
    settled()
    assert granted.slack.faults_left() == 0
    assert TOLD in shown(granted.slack.modal(REPORTER))
    assert granted.slack.calls_of("views.update") == []


def test_a_modal_that_was_changed_meanwhile_stays_as_it_is(granted: CareDesk) -> None:
    granted.slack.next(UPLOADING[0], delayed(0.3))
    all_sources(granted)
    modal = granted.slack.modal(REPORTER)
    assert modal is not None
    changed = {"type": "modal", "title": modal["title"], "blocks": [blocks.section("Other")]}
    client = granted.room.services.installations.installed[0].client
    client.views_update(view_id=modal["id"], view=changed)
    settled()
    assert shown(granted.slack.modal(REPORTER)) == "Other"


def test_only_so_many_modals_wait_at_once(granted: CareDesk) -> None:
    granted.slack.next(UPLOADING[0], delayed(0.5))
    for _ in range(AT_ONCE + 3):
        all_sources(granted)
    waiting = [one for one in threading.enumerate() if one.name == "picture"]
    assert len(waiting) <= AT_ONCE
    settled()


# Digests.


def goes_out(desk: CareDesk) -> list[Fields]:
    """The figure moves, and the digest of the day goes out; what was posted."""
    with Session(writing(desk.engine)) as session, session.begin():
        before = LATER - timedelta(days=1)
        number = desk.room.workspace_id
        subscriptions.subscribe(session, number, NEWSROOM, REPORTER, EIGHT, now=before)
    with Session(desk.engine) as session:
        workspace = session.get_one(Workspace, desk.room.workspace_id)
    raw = toll(*FIGURES)
    raw["sources"][1]["confidential"] = True
    load(desk.engine, workspace, raw, LATER - timedelta(hours=2))
    planning.plan(desk.engine, [desk.room.workspace_id], now=LATER)
    desk.room.services.poster.send()
    return [one for one in desk.slack.messages(NEWSROOM) if one["user"] == BOT_USER]


def test_a_digest_is_posted_with_the_picture(morning: CareDesk) -> None:
    (posted,) = goes_out(morning)
    assert f"How the figure moved: {TOLD}, by a source known to the desk." in shown(posted)
    (image,) = images(posted)
    assert image["alt_text"] == f"How the figure moved: {TOLD}"
    assert TOLD in str(posted["blocks"][posted["blocks"].index(image) - 1])
    assert "Holm" not in str(posted)
    assert morning.slack.calls_of("chat.update") == [], "others would not see it"
    assert len(morning.slack.files) == 1


def test_a_digest_that_slack_cannot_show_yet_is_posted_a_moment_later(morning: CareDesk) -> None:
    morning.slack.workspace.file_seconds = SETTLED + 0.3
    (posted,) = goes_out(morning)
    assert images(posted)
    assert len(morning.slack.calls_of("chat.postMessage")) > 1, "refused until it was processed"


def test_a_digest_is_not_on_its_way_while_its_pictures_are_uploaded(morning: CareDesk) -> None:
    """A process that ends then leaves a digest that another one sends."""
    states: list[tuple[str, str]] = []

    def note(method: str, phase: str) -> None:
        if phase == "before" and method in ("upload", "chat.postMessage"):
            with Session(morning.engine) as session:
                states.append((method, session.scalars(select(DigestDelivery)).one().state))

    morning.slack.barrier = note
    assert len(goes_out(morning)) == 1
    assert states == [("upload", "waiting"), ("chat.postMessage", "sending")]


def test_a_digest_without_the_scope_has_the_words(sqlite_engine: Engine) -> None:
    for desk in opened(sqlite_engine, keys=FIGURES[:2]):
        (posted,) = goes_out(desk)
        assert TOLD in shown(posted)
        assert images(posted) == []
        assert len(desk.slack.calls_of("chat.postMessage")) == 1


@pytest.mark.parametrize(
    ("where", "fault"),
    [
        *((where, fault) for where in (*UPLOADING, "upload") for fault in FAULTS),
        *((where, garbled(b'{"ok": true}', "application/json")) for where in UPLOADING),
    ],
)
def test_a_digest_is_not_lost_by_a_failed_upload(
    morning: CareDesk, where: str, fault: Fault
) -> None:
    morning.slack.next(where, fault)
    (posted,) = goes_out(morning)
    assert TOLD in shown(posted)
    assert images(posted) == []


# The clock of an upload.


class Watch:
    """A clock that goes on while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        time.sleep(0.001)


def message(draw: Callable[[], bytes | None]) -> Message:
    body = [blocks.section("It moved.", block_id="moved")]
    return Message("It moved.", body, {"moved": Picture(draw, "How it moved")})


def post(desk: CareDesk, pictures: Pictures, told: Message) -> Fields:
    """Post a message; what is then in the channel."""
    (installation,) = desk.room.services.installations.installed

    def send(ready: Message) -> object:
        return installation.client.chat_postMessage(
            channel=NEWSROOM, text=ready.text, blocks=ready.blocks
        )

    before = len(desk.slack.posted(NEWSROOM))
    pictures.prepare(installation, told)
    pictures.post(installation, told, send)
    (posted,) = desk.slack.posted(NEWSROOM)[before:]
    return posted


def test_a_picture_that_slack_never_shows_delays_a_message_for_seconds_once(
    granted: CareDesk,
) -> None:
    granted.slack.workspace.file_seconds = 1e9
    watch = Watch()
    pictures = Pictures(watch, watch.sleep)
    assert images(post(granted, pictures, message(lambda: b"\x89PNG\r\n\x1a\n"))) == []
    waited = watch.now
    assert waited <= SETTLED + IN_MESSAGE + 1
    assert images(post(granted, pictures, message(lambda: b"\x89PNG\r\n\x1a\n"))) == []
    assert watch.now == waited, "the next message does not wait"


def test_a_picture_that_was_deleted_in_slack_is_uploaded_anew(granted: CareDesk) -> None:
    watch = Watch()
    pictures = Pictures(watch, watch.sleep)
    granted.slack.workspace.file_seconds = 0
    told = message(lambda: b"\x89PNG\r\n\x1a\n")
    assert images(post(granted, pictures, told))
    granted.slack.workspace.files.clear()
    assert images(post(granted, pictures, told)) == []
    watch.now += NOT_GRANTED_FOR
    assert images(post(granted, pictures, told))


def test_a_scope_that_is_granted_later_is_used(bare: CareDesk) -> None:
    watch = Watch()
    pictures = Pictures(watch, watch.sleep)
    told = message(lambda: b"\x89PNG\r\n\x1a\n")
    assert images(post(bare, pictures, told)) == []
    bare.slack.workspace.scopes |= {"files:write"}
    bare.slack.workspace.file_seconds = 0
    assert images(post(bare, pictures, told)) == []
    watch.now += NOT_GRANTED_FOR
    assert images(post(bare, pictures, told))


def test_what_cannot_be_drawn_is_left_out(
    granted: CareDesk, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> bytes:
        raise ZeroDivisionError("a bug in the drawing")

    watch = Watch()
    pictures = Pictures(watch, watch.sleep)
    for draw in (broken, lambda: None):
        assert images(post(granted, pictures, message(draw))) == []
    assert granted.slack.files == {}
    assert "reference" in caplog.text
