"""Quotations that continue: "…," she said. "…", and from paragraph to paragraph."""

from __future__ import annotations

from dataclasses import dataclass

from bot.extraction.draft import Pattern
from bot.extraction.found import Found
from bot.extraction.page import Page

_FEWEST = 4  # words of a quotation that continues, its marks included
_FEWEST_OF_ANOTHER = 7  # where another speaker comes in between


def continue_quotations(page: Page, found: list[Found]) -> None:
    """Adds quotations that follow "he said." without a cue to the passage of the last speaker
    quoted."""
    quoting = _Quoting(
        page,
        covering=_covering(page, found),
        sentence_of={s.first: n for n, s in enumerate(page.sentences)},
        by_sentence={one.sentence: one for one in found if one.how != "adverb"},
    )
    for number, owner in enumerate(list(quoting.covering)):
        if owner is not None:
            quoting.hear(owner)
        else:
            quoting.continue_with(number)


def _covering(page: Page, found: list[Found]) -> list[Found | None]:
    """For each quotation, the first passage whose content begins or ends in it."""
    covering: list[Found | None] = [None] * len(page.quotations)
    for one in found:
        for first, last in one.content:
            for at in (first, last - 1):
                quote = page.words[at].quote
                if quote >= 0 and covering[quote] is None:
                    covering[quote] = one
    return covering


@dataclass(slots=True)
class _Quoting:
    """The quotations of a page, read from front to back.

    `covering` has the passage found for each quotation. `sentence_of` is the number of the sentence
    that begins at a position, and `by_sentence` the passage found in a sentence. `last` is the
    passage of the last speaker quoted.
    """

    page: Page
    covering: list[Found | None]
    sentence_of: dict[int, int]
    by_sentence: dict[int, Found]
    last: Found | None = None

    def hear(self, owner: Found) -> None:
        """Notes the last speaker quoted: a quotation without a cue may be theirs too."""
        if owner.how.startswith(("before_quote", "quote", "colon", "before_mixed")):
            self.last = owner
            return
        quotes = owner.group is None or "q" in owner.group.cue.frames
        if quotes and owner.pattern is not Pattern.INDIRECT:
            self.last = owner

    def continue_with(self, number: int) -> None:
        """Adds a quotation without a cue to the passage of the last speaker quoted, if it is
        plainly theirs."""
        first, last = self.page.ranges[number]
        if self.last is None or last - first < _FEWEST or self.page.quotations[number].single:
            return
        if first not in self.sentence_of:
            return
        spoke = self._spoke_before(number)
        if spoke is not None:
            # Without a "…," before the cue the quotation may be the same speaker's, or the next
            # one's.
            if spoke.how.startswith("before_"):
                spoke.content.append((first, last))
                spoke.how += "_more"
                self.last = self.covering[number] = spoke
            return
        paragraph = self.page.sentences[self.last.sentence].paragraph
        if self.page.quotations[number].paragraph == paragraph or self._goes_on(number):
            self.last.content.append((first, last))
            self.covering[number] = self.last
            if "_more" not in self.last.how:
                self.last.how += "_more"

    def _spoke_before(self, number: int) -> Found | None:
        """The passage of another speaker in the sentence before a quotation, in the same
        paragraph."""
        first, last = self.page.ranges[number]
        spoke = self.by_sentence.get(self.sentence_of[first] - 1)
        if spoke is None or spoke is self.last or spoke.subject is None:
            return None
        paragraph = self.page.sentences[spoke.sentence].paragraph
        same = paragraph == self.page.quotations[number].paragraph
        return spoke if same and last - first >= _FEWEST_OF_ANOTHER else None

    def _goes_on(self, number: int) -> bool:
        """Whether the quotation right before has no closing mark, since it continues in the next
        paragraph."""
        first = self.page.ranges[number][0]
        before = self.page.words[first - 1].quote if first else -1
        if before < 0 or before != number - 1:
            return False
        return self.page.quotations[before].goes_on and self.covering[before] is self.last
