"""Words by which the phrases that limit a claim are known."""

from __future__ import annotations

CONDITIONS = frozenset(
    """if unless provided except excluding excepting only solely exclusively merely barring
    assuming""".split()
)
"""Conditions and exceptions."""

SHARES = {
    **dict.fromkeys("most half few mostly partly partially largely nearly almost".split(), True),
    **dict.fromkeys(
        """some many several part parts majority minority portion one fraction handful section
        sections dozens scores hundreds thousands bulk""".split(),
        False,
    ),
}
"""Words for a share of a whole, and whether they are that without an "of" behind them."""

SIDES = tuple("north south east west northeast northwest southeast southwest".split())

PARTS = frozenset(
    """central upper lower inner outer half part parts side section sections stretch wing lane lanes
    floor outskirts suburb suburbs""".split()
).union(SIDES, [f"{side}ern" for side in SIDES])
"""What is only a part of the place or thing named behind it."""

AGAIN = frozenset(
    """mondays tuesdays wednesdays thursdays fridays saturdays sundays weekends weekdays nights
    night mornings evenings afternoons daytime nighttime winter winters summer summers spring
    autumn springs autumns holidays emergencies wartime peacetime principle theory""".split()
)
"""Times that come again: what is so only then is not so always. So is what is so in principle."""

EVERYBODY = frozenset("all every everyone everybody everything any anyone none nobody".split())
"""Words that an exception follows: "all but two"."""

ARE = frozenset("is are am be s re remain remains stay stays".split())
WERE = frozenset("was were been being became".split())
"""Forms of "to be" behind which a state is told, and those behind which an event may be."""

IN_A_STATE = frozenset(
    """to for of in on at with from without during between within under over above below near
    inside outside through towards toward until till once after before when whenever while
    where""".split()
)
"""What opens a phrase that limits a state: "banned in schools", "safe after boiling"."""

RECIPIENTS = frozenset(("to", "for", "of"))
"""What opens a phrase that limits an event too: "closed the bridge to goods traffic"."""

DETERMINERS = frozenset("the all any both his her its their our these those".split())

FIXED = (
    "for the first time", "for the second time", "for the last time", "for example", "for now",
    "for instance", "for sure", "for good", "to date", "to the left", "to the right", "of course",
    "to death",
)  # fmt: skip
"""Phrases that limit nothing."""

PLURALS = frozenset(
    """men women children people police cattle sheep fish feet teeth mice media staff rich poor
    wealthy elderly young old sick unemployed disabled homeless public""".split()
)
NO_PLURALS = ("ss", "us", "is", "ics")
"""Nouns for several without an "s" ("the rich"), and endings with an "s" that are no plural."""
