"""English verbs whose past forms the stemmer does not bring back to the verb."""

from __future__ import annotations

from functools import cache, lru_cache

from bot.language.tokens import stem

# Base and the forms that are not made with "-ed".
_FORMS = """
arise arose arisen; awake awoke awoken; bear bore borne born; beat beaten; become became;
begin began begun; bend bent; bind bound; bite bit bitten; bleed bled; blow blew blown;
break broke broken; breed bred; bring brought; build built; burn burnt; buy bought;
catch caught; choose chose chosen; cling clung; come came; creep crept; deal dealt; dig dug;
do did done does; draw drew drawn; drink drank drunk; drive drove driven; eat ate eaten;
fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled; fling flung;
fly flew flown flies; forbid forbade forbidden; forget forgot forgotten; forgive forgave forgiven;
freeze froze frozen; get got gotten; give gave given; go went gone goes; grind ground;
grow grew grown; hang hung; have had has; hear heard; hide hid hidden; hold held; keep kept;
kneel knelt; know knew known; lay laid; lead led; lean leant; leap leapt; learn learnt;
leave left; lend lent; lie lay lain; light lit; lose lost; make made; mean meant; meet met;
mislead misled; mistake mistook mistaken; overcome overcame; overthrow overthrew overthrown;
overtake overtook overtaken; pay paid; plead pled; prove proven; rebuild rebuilt; ride rode ridden;
ring rang rung; rise rose risen; run ran; say said; see saw seen; seek sought; sell sold; send sent;
shake shook shaken; shine shone; shoot shot; show shown; shrink shrank shrunk; sing sang sung;
sink sank sunk; sit sat; sleep slept; slide slid; speak spoke spoken; speed sped; spend spent;
spill spilt; spin spun; spoil spoilt; spring sprang sprung; stand stood; steal stole stolen;
stick stuck; sting stung; strike struck stricken; strive strove striven; swear swore sworn;
sweep swept; swell swollen; swim swam swum; swing swung; take took taken; teach taught;
tear tore torn; tell told; think thought; throw threw thrown; undergo underwent undergone;
understand understood; undertake undertook undertaken; undo undid undone; uphold upheld;
wake woke woken; wear wore worn; weep wept; win won; wind wound; withdraw withdrew withdrawn;
withhold withheld; withstand withstood; write wrote written
"""


@cache
def _bases() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in _FORMS.split(";"):
        base, *forms = entry.split()
        for form in forms:
            found.setdefault(stem(form), stem(base))
    return found


@lru_cache(maxsize=16_384)
def base(term: str) -> str:
    """The stem of the verb of which a stem is an irregular form; otherwise the stem itself.

    "Left" is also a side, and "found" also a verb of its own. So callers compare two words, and
    take them for one verb if both can be its forms.
    """
    return _bases().get(term, term)


def one_verb(term: str, other: str) -> bool:
    """Whether two stems can be forms of one verb: "won" and "win"."""
    return term == other or base(term) == base(other)
