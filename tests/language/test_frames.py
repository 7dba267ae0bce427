"""Who is said to say it, and what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.frames import ASSERTS, DECLINES, DENIES, Frame, frame
from tests.timing import quickest

CONTENT = "the bridge at Ostra is closed"


def read(text: str) -> Frame:
    found = frame(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"Ida Holm said that {CONTENT}", "Ida Holm"),
        (f"Ida Holm says {CONTENT}", "Ida Holm"),
        (f"Ida Holm has confirmed that {CONTENT}", "Ida Holm"),
        (f"Mayor Ida Holm told reporters on Monday that {CONTENT}", "Mayor Ida Holm"),
        (f"The Ministry of Works announced yesterday that {CONTENT}", "The Ministry of Works"),
        (f"Officials estimate that {CONTENT}", "Officials"),
        (f"Both councils also admitted that {CONTENT}", "Both councils"),
        (f"According to the Courier, {CONTENT}", "the Courier"),
        (f"According to Ida Holm, {CONTENT}.", "Ida Holm"),
        (f"{CONTENT}, according to Ida Holm.", "Ida Holm"),
        (f"{CONTENT} according to the Courier", "the Courier"),
        (f"{CONTENT}, Ida Holm said", "Ida Holm"),
        (f"{CONTENT}, said Ida Holm.", "Ida Holm"),
        (f"“{CONTENT}”, Ida Holm said on Monday.", "Ida Holm"),
        (f'"{CONTENT}," says Ida Holm', "Ida Holm"),
        (f"Ida Holm: {CONTENT}", "Ida Holm"),
        (f"Coastguard: {CONTENT}", "Coastguard"),
    ],
)
def test_the_speaker_is_told_from_what_is_said(text: str, speaker: str) -> None:
    found = read(text)
    assert (found.speaker, found.stance) == (speaker, ASSERTS)
    assert found.content.strip('“”".').strip() == CONTENT


@pytest.mark.parametrize(
    "verb", ["denied", "has denied", "denies", "on Monday denied", "rejected claims", "disputes"]
)
def test_a_denial_is_told(verb: str) -> None:
    found = read(f"Ida Holm {verb} that {CONTENT}")
    assert (found.speaker, found.stance, found.content) == ("Ida Holm", DENIES, CONTENT)


@pytest.mark.parametrize(
    "verb",
    ["has not confirmed that", "hasn’t confirmed that", "would not say whether",
     "declined to say whether", "refused to comment on whether", "has yet to confirm that",
     "did not confirm that", "has declined to confirm that"],
)  # fmt: skip
def test_who_does_not_confirm_is_told_from_who_denies(verb: str) -> None:
    found = read(f"The Ministry of Works {verb} {CONTENT}")
    assert (found.speaker, found.stance) == ("The Ministry of Works", DECLINES)
    assert found.content == CONTENT


@pytest.mark.parametrize(
    "text",
    [
        "The bridge at Ostra is closed",
        "The bridge that Ida Holm said would open is closed",
        "Boats sank at 12:30 on Monday near Ostra",
        "Ida Holm said no",
        "Those who said the bridge was closed are gone",
        "",
        ":",
        "said that",
        "According to",
    ],
)
def test_a_statement_in_nobodys_mouth_has_no_frame(text: str) -> None:
    assert frame(text) is None


PIECES = st.sampled_from(
    'said says that denied has not confirmed according to , : ” “ " . Ida Holm the bridge is '
    "closed told reporters whether \n \u202e".split(" ")
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=150), st.lists(PIECES, max_size=30).map(" ".join)))
def test_a_frame_is_made_of_words_of_any_text(text: str) -> None:
    found = frame(text)
    if found is not None:
        assert found.speaker in text
        assert found.content in text
        assert found.stance in (ASSERTS, DENIES, DECLINES)


@pytest.mark.parametrize(
    "piece",
    ["said ", "said that ", "a, ", "according to ", "has not ", "denied claims ", ": ", "“"],
)
def test_no_text_takes_long(piece: str) -> None:
    for length in (900, 40_000):
        text = (piece * length)[:length]
        assert quickest(lambda text=text: frame(text), enough=0.1) < 0.1  # type: ignore[misc]
