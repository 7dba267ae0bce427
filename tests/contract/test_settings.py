""".env.example names every setting, and no other; wrong values are told in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Settings, SettingsError, load
from tests.paths import ROOT

EXAMPLE = (ROOT / ".env.example").read_text("utf-8")


def test_env_example_names_every_setting_and_no_other() -> None:
    named = re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE)
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_the_defaults_shown_are_the_defaults() -> None:
    defaults = load({})
    for name, shown in re.findall(r"^#([A-Z_]+)=(.+)$", EXAMPLE, re.MULTILINE):
        if name in ("DATABASE_URL",) or "TOKEN" in name or "SECRET" in name:
            continue
        assert str(getattr(defaults, name.lower())) == shown.rstrip("0") or (
            getattr(load({name: shown}), name.lower()) == getattr(defaults, name.lower())
        )


def test_an_empty_value_is_an_unset_one() -> None:
    assert load({"PORT": "", "SLACK_BOT_TOKEN": ""}) == load({})


def test_a_token_is_shown_nowhere() -> None:
    settings = load({"SLACK_BOT_TOKEN": "xoxb-very-secret"})
    assert "very-secret" not in repr(settings)
    assert "very-secret" not in str(settings)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("LOG_LEVEL", "loud"),
        ("METRICS_ADDRESS", "9464"),
        ("METRICS_ADDRESS", ":9464"),
        ("METRICS_ADDRESS", "localhost:"),
        ("METRICS_ADDRESS", "localhost:70000"),
        ("METRICS_ADDRESS", "localhost:http"),
        ("MATCH_THRESHOLD", "1.5"),
        ("DATABASE_URL", "mysql://somewhere/else"),
        ("DATABASE_URL", "not an address"),
        ("SLACK_BOT_TOKEN", "xapp-1"),
        ("SLACK_APP_TOKEN", "xoxb-1"),
        ("SLACK_API_URL", "slack.com"),
        ("SHELF_LIFE_FACT_DAYS", "0"),
        ("DIGEST_GRACE_HOURS", "0"),
        ("DIGEST_GRACE_HOURS", "25"),
        ("NOTICE_DAYS", "0"),
        ("NOTICE_SETTLE_SECONDS", "-1"),
        ("RETENTION_DAYS", "30"),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_allowed(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as raised:
        load({name: value})
    message = str(raised.value)
    assert message.startswith(f"{name}: ")
    assert (Settings.model_fields[name.lower()].description or "?") in message


@given(st.sampled_from(sorted(Settings.model_fields)), st.text(max_size=30))
def test_any_value_is_taken_or_refused_in_words(name: str, value: str) -> None:
    said = ""
    try:
        load({name.upper(): value})
    except SettingsError as error:
        said = str(error)
    assert not said or name.upper() in said
