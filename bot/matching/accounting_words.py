"""Words for the account of a statement: those that add nothing, and those that open a
phrase."""

from __future__ import annotations

ADD_NOTHING = frozenset(
    """currently presently today tonight yesterday tomorrow recently actually really officially
    already just now still also even meanwhile here there indeed simply basically literally
    finally please breaking update news report reports say says said according via per etc
    etcetera ok okay hey wow omg lol fact people person thing things going gonna region area
    territory obviously clearly sadly unfortunately fortunately luckily honestly seriously
    definitely certainly undoubtedly evidently""".split()
)
"""What a statement may say besides without saying more: when it is written, how its writer feels
about it, that a place is a region, and whom everybody means."""

OPEN_A_CLAUSE = frozenset(
    """because since after before while when whenever where although though as so if unless until
    who which whom whose that despite amid following due owing thanks and but or""".split()
)

OPEN_A_PHRASE = frozenset(
    """to for by with without in on at from near into onto over under during against about of
    through between among towards toward via around across behind beyond like than inside
    outside within""".split()
)

FINITE = frozenset(
    """is are was were has have had will would can could may might must do does did""".split()
)
"""Verbs behind which the main clause goes on."""
