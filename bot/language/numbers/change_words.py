"""Words that say that a figure became another one."""

from __future__ import annotations

from bot.language.numbers.tokens import word_list

BETWEEN_FIGURES = frozenset(
    word_list("""rose fell climbed dropped gained jumped lost up down increased decreased raised
    surged slipped advanced declined tumbled grew shrank slid sank soared dipped rise fall gain
    drop rises falls climbs drops gains jumps cut edged ticked plunged rallied added""")
)
"""Those beside a change and a level: "rose $1.37 to $19.25"."""

CHANGES = BETWEEN_FIGURES | frozenset(
    word_list("""risen fallen grown shrunk sunk rising falling climbing dropping growing increasing
    decreasing increase increases decrease decreases climb jump jumping surge surging surges revised
    revise revising revises revision corrected correcting correction changed changes changing went
    gone moved moving raises raising lowered lowers lowering reduced reduces reducing updated
    updating upgraded doubled tripled swelled swollen shot dwindled crept leapt leaped rocketed
    mounted mounting brought bringing declining declines surpassed downgraded widened""")
)
"""Those before "from 78 to 135", which is then what it was and what it is."""
