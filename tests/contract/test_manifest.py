"""manifest.json asks Slack for what is registered and used, no more; help says the same."""

from __future__ import annotations

import ast
import json
import re
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import pytest

import bot
from bot.ask.help_view import help_message
from bot.slack.action_ids import ActionId, FormId, MenuId
from bot.slack.installations import AGENT_SCOPE
from bot.slack.registry import Registry
from tests.handlers.conftest import newsroom, record_slack  # noqa: F401 - fixtures
from tests.handlers.newsroom import Newsroom
from tests.paths import ROOT

# docs.slack.dev/reference/methods: what each method needs, where it needs a scope of its own.
METHOD_SCOPES = {
    "apps_connections_open": None,  # the app-level token's
    "auth_test": None,
    "chat_delete": "chat:write",
    "chat_getPermalink": None,
    "chat_postEphemeral": "chat:write",
    "chat_postMessage": "chat:write",
    "chat_update": "chat:write",
    "conversations_history": "im:history",  # in channels only where granted besides
    "conversations_info": "channels:read",
    "conversations_replies": "im:history",
    "files_upload_v2": None,  # files:write where granted besides; else the command is named
    "reactions_add": "reactions:write",
    "reactions_remove": "reactions:write",
    "users_conversations": "channels:read",
    "users_info": "users:read",
    "users_list": "users:read",
    "views_open": None,
    "views_publish": None,
    "views_push": None,
    "views_update": None,
}


MANIFESTS = ("manifest.json", "manifest-agent.json")


@pytest.fixture(scope="module", params=MANIFESTS)
def manifest(request: pytest.FixtureRequest) -> dict[str, Any]:
    return _read(request.param)


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / name).read_text())
    return found


@pytest.fixture
def registry(newsroom: Newsroom) -> Registry:  # noqa: F811
    return newsroom.services.registry


def test_scopes_are_those_that_are_needed(manifest: dict[str, Any], registry: Registry) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    agent = {AGENT_SCOPE} if "agent_view" in manifest["features"] else set()
    assert set(scopes["bot"]) - set(scopes["bot_optional"]) == registry.scopes | agent
    assert set(scopes["bot_optional"]) == registry.optional_scopes


def test_every_optional_scope_is_asked_for_too(manifest: dict[str, Any]) -> None:
    """Slack wants each of them in both lists: docs.slack.dev/reference/app-manifest, OAuth."""
    scopes = manifest["oauth_config"]["scopes"]
    assert set(scopes["bot_optional"]) < set(scopes["bot"])
    assert set(scopes) == {"bot", "bot_optional"}


def test_no_channel_is_read_unless_people_agree(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    needed = set(scopes["bot"]) - set(scopes["bot_optional"])
    assert not {"channels:history", "groups:history", "mpim:history"} & needed


def test_the_agent_s_manifest_is_the_other_one_and_the_agent() -> None:
    """docs.slack.dev/reference/app-manifest: agent_view, with four prompts at most."""
    base, agent = (_read(name) for name in MANIFESTS)
    view = agent["features"].pop("agent_view")
    agent["oauth_config"]["scopes"]["bot"].remove(AGENT_SCOPE)
    assert agent == base
    assert set(view) == {"agent_description", "suggested_prompts"}
    assert 1 <= len(view["agent_description"]) <= 300
    assert 1 <= len(view["suggested_prompts"]) <= 4
    assert all(set(one) == {"title", "message"} for one in view["suggested_prompts"])


def test_every_method_that_is_called_has_its_scope(registry: Registry) -> None:
    called = set()
    for folder in ("bot", "handlers"):
        for path in (ROOT / folder).rglob("*.py"):
            if "demo" not in path.parts:
                called |= set(re.findall(r"client\.([a-z]+_[a-zA-Z_]+)\b", path.read_text()))
    called -= {"connection_lost"}
    methods = {name for name in called if name.split("_")[0] in _families()}
    assert methods <= set(METHOD_SCOPES), "say which scope it needs"
    assert {METHOD_SCOPES[name] for name in methods} - {None} <= registry.scopes


def _families() -> set[str]:
    return {"apps", "auth", "chat", "conversations", "reactions", "users", "views", "files"}


def test_events_are_those_that_are_handled(manifest: dict[str, Any], registry: Registry) -> None:
    asked = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert sorted(asked) == sorted(registry.events + registry.optional_events)


def test_commands_are_those_that_are_handled(manifest: dict[str, Any], registry: Registry) -> None:
    offered = {c["command"]: c["usage_hint"] for c in manifest["features"]["slash_commands"]}
    assert offered == registry.commands


def test_shortcuts_are_those_that_are_handled(manifest: dict[str, Any], registry: Registry) -> None:
    shortcuts = manifest["features"]["shortcuts"]
    assert {s["callback_id"]: s["name"] for s in shortcuts} == registry.shortcuts
    assert {s["type"] for s in shortcuts} == {"message"}


def test_every_button_and_form_is_handled(registry: Registry) -> None:
    assert sorted(registry.actions) == sorted(declared(ActionId))
    assert sorted(registry.views) == sorted(declared(FormId))
    assert sorted(registry.menus) == sorted(declared(MenuId))


def declared(kind: type[str]) -> list[str]:
    """The ids of this kind in all modules of `bot`, where buttons, forms and menus are shown.

    An id that two modules declare is in it twice: nobody could tell which of them was pressed.
    """
    modules = [
        import_module(one.name)
        for one in walk_packages(bot.__path__, "bot.")
        if not one.name.endswith("__main__")
    ]
    found = {id(one): one for it in modules for one in vars(it).values() if type(one) is kind}
    return list(found.values())


def test_an_id_is_declared_where_it_is_shown() -> None:
    """The types see to it that only declared ids are shown, unless one is made on the spot."""
    kinds = {kind.__name__ for kind in (ActionId, FormId, MenuId)}
    for path in (ROOT / "bot").rglob("*.py"):
        tree = ast.parse(path.read_text())
        made = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        constants = [node.value for node in tree.body if isinstance(node, ast.AnnAssign)]
        assert not [
            ast.unparse(node)
            for node in made
            if isinstance(node.func, ast.Name) and node.func.id in kinds and node not in constants
        ]


def test_help_names_every_command_and_shortcut(registry: Registry) -> None:
    told = help_message(registry.help).text
    for name in (*registry.commands, *registry.shortcuts.values()):
        assert name in told


def test_help_promises_nothing_else(manifest: dict[str, Any], registry: Registry) -> None:
    """Each line starts with something that the manifest offers."""
    features = manifest["features"]
    starts = [
        "@" + features["bot_user"]["display_name"],
        "A direct message",
        "My Home tab",
        *(c["command"] for c in features["slash_commands"]),
        *(s["name"] for s in features["shortcuts"]),
    ]
    for how, _ in registry.help:
        assert how.startswith(tuple(starts))


def test_the_page_for_users_says_what_help_says(registry: Registry) -> None:
    text = (ROOT / "docs" / "using.md").read_text()
    _, begun, rest = text.partition("<!-- help: begin -->")
    said, ended, _ = rest.partition("<!-- help: end -->")
    assert begun
    assert ended
    assert said.strip().splitlines() == [f"- `{how}`: {what}" for how, what in registry.help]


def test_slack_s_limits_on_a_manifest(manifest: dict[str, Any]) -> None:
    """docs.slack.dev/reference/app-manifest"""
    shown = manifest["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4000
    assert len(manifest["features"]["bot_user"]["display_name"]) <= 80
    for shortcut in manifest["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
    for command in manifest["features"]["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["usage_hint"]) <= 1000
    assert manifest["features"]["app_home"]["messages_tab_enabled"]
    assert not manifest["features"]["app_home"]["messages_tab_read_only_enabled"]
    assert manifest["settings"]["interactivity"]["is_enabled"]
    assert manifest["settings"]["socket_mode_enabled"]
