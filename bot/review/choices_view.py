"""What an editor chooses from in the forms of a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.i18n import N_, gettext
from bot.review import draft_inputs as inputs

if TYPE_CHECKING:
    pass


SOURCE_KINDS = {
    "person": N_("Person"),
    "organisation": N_("Organisation"),
    "government": N_("Government"),
    "outlet": N_("Outlet"),
    "document": N_("Document or record"),
    "record": N_("Document or record"),
}


CLAIM_KINDS = {
    "fact": N_("Fact"),
    "quantity": N_("Quantity"),
    "prediction": N_("Prediction"),
    "position": N_("Position"),
    "characterisation": N_("Characterisation"),
    "speech_event": N_("That it was said"),
}


STANCES = {
    "asserts": N_("Says so"),
    "denies": N_("Denies it"),
    "hedges": N_("Hedges"),
    "declines": N_("Has not confirmed it"),
}


BASES = {
    inputs.SAID: N_("The words, or what they refer to"),
    inputs.COMPUTED: N_("Computed by the desk from them"),
}


def named(names: Mapping[str, str], one: str) -> str:
    return gettext(names[one]) if one in names else one.capitalize()


def options(names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(one, gettext(label)) for one, label in names.items()]
