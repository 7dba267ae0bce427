"""Words before or behind a number that say how it bounds an amount."""

from __future__ import annotations

from enum import Enum

from bot.language.numbers.tokens import word_list


class Op(Enum):
    """What a comparator does to a number. EXACT changes nothing ("just", "exactly")."""

    EXACT = 0
    ABOUT = 1
    NEARLY = 2
    ABOVE = 3
    FROM = 4
    BELOW = 5
    UP_TO = 6


_BEFORE = {
    Op.ABOVE: """more than|greater than|higher than|larger than|bigger than|longer than
        |older than|heavier than|taller than|better than|wider than|deeper than|over|above
        |beyond|exceeding|exceeds|exceed|exceeded|surpassing|surpassed|surpasses|surpass
        |topping|topped|tops|in excess of|excess of|north of|>""",
    Op.FROM: """at least|at the least|at the very least|at a minimum|no less than
        |no fewer than|not less than|not fewer than|no lower than|not lower than
        |no smaller than|no under|nothing less than|upwards of|upward of|upwards from
        |a minimum of|minimum of|minimum|as few as|as little as|as low as|starting at|≥|>=|⩾""",
    Op.BELOW: """less than|fewer than|lower than|smaller than|younger than|shorter than|under
        |below|beneath|south of|<|lesser than|lighter than|cheaper than""",
    Op.UP_TO: """up to|at most|at the most|at the very most|at a maximum|as many as|as much as
        |as high as|as large as|as big as|no more than|not more than|no greater than
        |not greater than|no higher than|no larger than|no longer than|no older than|not over
        |not exceeding|not to exceed|a maximum of|maximum of|maximum|a max of|max of|≤|<=|⩽
        |nothing more than|anything up to""",
    Op.NEARLY: """nearly|almost|close to|approaching|nearing|just shy of|shy of|just short of
        |closing in on|near to|very nearly|not quite|practically""",
    Op.ABOUT: """about|around|roughly|approximately|approx|approx .|some|circa|ca|ca .|c .
        |an estimated|estimated|est .|estimated at|somewhere around|somewhere near
        |something like|in the region of|in the neighborhood of|in the neighbourhood of
        |in the order of|on the order of|in the vicinity of|of the order of
        |an average of about|an approximate|~|≈|∼|≅|±|or so""",
    Op.EXACT: """just|only|exactly|precisely|merely|a mere|mere|a total of|total of|barely
        |a whopping|a record|slightly|a little|little|a bit|considerably|significantly
        |substantially|somewhat|marginally|comfortably|easily|well|far|much|way|an astonishing
        |a staggering|an average of|=""",
}

_AFTER = {
    Op.FROM: """or more|or higher|or greater|or above|or over|or older|or longer|or larger
        |or better|or later|and above|and over|and up|and older|and more|and upwards|upwards
        |at least|at the least|at the very least|at a minimum|at minimum|minimum|plus|+""",
    Op.UP_TO: """or fewer|or less|or lower|or below|or under|or younger|or smaller|or shorter
        |and under|and below|and younger|at most|at the most|at the very most|at maximum
        |at a maximum|maximum|tops""",
    Op.ABOUT: "or so|or thereabouts|give or take|more or less|odd|ish|approximately|approx",
}

# These count only before another comparator ("well over"); alone they are skipped.
MODIFIERS = frozenset(
    word_list("""slightly little considerably significantly substantially somewhat marginally
    comfortably easily well far much way""")
)

# These may also come behind the noun: "10 soldiers or more".
BEHIND_NOUN = frozenset({"or", "and"})

# These belong to a number that follows, not to the one before.
NOT_BEFORE_NUMBER = frozenset({"at", "plus", "and", "more", "minimum", "maximum", "approximately"})


Phrases = dict[str, list[tuple[tuple[str, ...], Op]]]


def _table(groups: dict[Op, str]) -> Phrases:
    table: Phrases = {}
    for op, text in groups.items():
        for phrase in text.split("|"):
            words = tuple(phrase.split())
            table.setdefault(words[0], []).append((words, op))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


BEFORE = _table(_BEFORE)

AFTER = _table(_AFTER)
