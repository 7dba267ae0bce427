"""The drafts that extraction gives: passages in which a source seems to speak, for an editor to
check.

All spans are (start, end) in code points of the document's text as stored, end-exclusive. The text
is never normalised, so a span always gives its very words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Span = tuple[int, int]


class Pattern(StrEnum):
    """The construction of a passage; for measuring and for the editor."""

    DIRECT = "direct"  # all of it in quotation marks
    INDIRECT = "indirect"  # she says that …
    MIXED = "mixed"  # a paraphrase with words in quotation marks
    ACCORDING_TO = "according_to"
    ANAPHORIC = "anaphoric"  # "said the same": the words are elsewhere
    NEGATED_CUE = "negated_cue"  # "has not confirmed"
    ADVERB = "adverb_no_source"  # "reportedly"
    POST = "tweet_signature"  # a post with its author's signature


class Flag(StrEnum):
    """What an editor must look at before approving."""

    PRONOUN_SPEAKER = "pronoun_speaker"
    THE_SAME = "the_same"
    WHICH_MEANT = "which_meant"  # "denied this": which statement is meant is not sure
    NO_SOURCE = "no_source"  # no source is named
    SEVERAL_SPEAKERS = "several_speakers"  # "the US and South Korea say"
    RELAYED = "relayed"
    NESTED = "nested"  # inside another source's passage
    CONDITIONAL = "conditional"  # "if X confirmed …": mentioned, not said
    UNCERTAIN_SPEAKER = "uncertain_speaker"
    NAMES_CONFIDENTIAL = "names_confidential"  # set by the desk, not by the reading
    WORD_OUTSIDE = "word_outside"  # "almost", "not" or "only" outside the words read
    FIGURE_OUTSIDE = "figure_outside"  # the figure is not in the words
    OTHER_MEASURE = "other_measure"  # the figure is for something else than the claim's
    DAY_UNREAD = "day_unread"  # the words for the day of saying could not be read
    DAY_CONTRADICTS = "day_contradicts"  # "Thursday, 30 October", which is a Friday


ABOUT_DAY = frozenset((Flag.DAY_UNREAD, Flag.DAY_CONTRADICTS))
"""Flags that depend on the document's own date."""


@dataclass(frozen=True, slots=True)
class DraftPassage:
    """One passage.

    `content` excludes the quotation marks, and the "that" of a paraphrase. `source` is the span
    that names the speaker here ("he", "spokesman Pat Ryder"), None if none is named; `name`, `role`
    and `organisation` are what the document says about that speaker, a pronoun resolved. `speakers`
    has the name of each if several speak at once. `relayed_by` names an outlet that carries others'
    words. `nested_in` is the index of the passage that this one is inside. `stance` is one of
    asserts, denies, hedges, declines; or relays (an outlet that carries others' words) or
    conditional_mention ("if X confirmed"), which put nothing on record. `when` is the span that
    says when it was said. `confidence` is from 0 to 1: the share of such drafts that were right on
    the tuning half of the benchmark, or as near as was measured.
    """

    pattern: Pattern
    content: tuple[Span, ...]
    sentence: Span
    source: Span | None = None
    cue: Span | None = None
    verbatim: bool = False
    verbatim_parts: tuple[Span, ...] = ()
    insertions: tuple[Span, ...] = ()
    antecedent: tuple[Span, ...] = ()
    stance: str = "asserts"
    hedges: tuple[Span, ...] = ()
    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    speakers: tuple[str, ...] = ()
    relayed_by: str | None = None
    nested_in: int | None = None
    when: Span | None = None
    flags: frozenset[Flag] = frozenset()
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class KnownSource:
    """The fields of a source on record that are needed to resolve a name."""

    id: int
    name: str
    kind: str
    role: str | None = None
    parent_id: int | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedSource:
    """The speaker of a draft: a source on record (`known`), or a new one to be made on approval.

    `parent` is the chain above a new source, nearest first; each may be on record or new in the
    same way. `candidates` are ids of sources on record with a similar name, for the editor; never
    merged by likeness. `guessed`: the document does not say what the speaker belongs to, and
    `parent` (or `known`) is what it probably is. `thing` is "ship", "report" or "place" for a
    speaker that can be no party. `called` is the name that the document has, where an editor said
    that a source on record by another name is meant.
    """

    name: str
    kind: str
    known: int | None = None
    role: str | None = None
    parent: ProposedSource | None = None
    candidates: tuple[int, ...] = ()
    guessed: bool = False
    thing: str | None = None
    called: str | None = None


@dataclass(frozen=True, slots=True)
class ProposedClaim:
    """A claim on record (`known`), or a new one of one sentence. `figure` is (low, high), None =
    unbounded; `near` are ids of up to three claims on record that may be meant instead. `topic`
    None means the document's.

    `said` is the sentence as the document or an editor words it; `text` is that of the claim on
    record, if there is one.
    """

    text: str
    kind: str
    known: int | None = None
    figure: tuple[float | None, float | None] | None = None
    unit: str | None = None
    place: str | None = None
    time: str | None = None
    near: tuple[int, ...] = ()
    topic: str | None = None
    said: str = ""

    @property
    def sentence(self) -> str:
        """The claim in the words of the document or of an editor."""
        return self.said or self.text


@dataclass(frozen=True, slots=True)
class DraftAttribution:
    """A passage with the attribution that it would put on record, for one of its speakers.

    `said_on` is None if the document does not say; `said_precision` is day, month, season, year or
    document (the document's own date is used). `figure_computed`: an editor says that the desk
    worked the figure out, it is not in the words.
    """

    passage: DraftPassage
    source: ProposedSource | None
    claim: ProposedClaim
    stance: str
    said_on: date | None = None
    said_precision: str | None = None
    figure: tuple[float | None, float | None] | None = None
    unit: str | None = None
    figure_computed: bool = False
    hedge: str | None = None
    relayed_by: str | None = None
    origin_unknown: bool = False
    flags: frozenset[Flag] = frozenset()
    confidence: float = 0.5
