"""The cues: verbs that show that something was said, and the constructions that may follow each.

A verb's frames: `s` a clause, with or without "that"; `t` only a clause with "that"; `q` a
quotation may be next to it; `n` a plain object; `i` "to do"; `o` an addressee comes first ("told
reporters that"); `w` "whether", "how"; `c` the name that something is called; `N` a plain object,
but only with a "not" ("did not give details").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Form(StrEnum):
    """The form of a verb."""

    BASE = "base"
    PRESENT = "present"  # says
    PAST = "past"
    ING = "ing"
    PARTICIPLE = "participle"


@dataclass(frozen=True, slots=True)
class Cue:
    """A form of a cue verb. `particle` must follow ("out" of "pointed out")."""

    lemma: str
    form: Form
    frames: frozenset[str]
    particle: str = ""


# Lemma: frames. A particle follows the lemma: "point out".
_FRAMES: Mapping[str, str] = {
    "sqnw": """say explain note announce state claim report confirm reveal admit acknowledge deny
    declare stress emphasize emphasise recall reiterate mention indicate predict suggest propose
    recommend disclose lament""",
    "sqw": """add argue insist contend assert maintain remark comment reply respond allege complain
    boast brag joke quip caution conclude concede observe testify affirm exclaim retort
    counter muse opine stipulate vent gush profess deadpan theorize
    hypothesize quote assess attest counsel recount tell:o remind:o assure:o inform:o notify:o
    advise:o write tweet shrug answer guess estimate speculate elaborate""",
    "sqwi": """warn:o promise:o vow pledge swear""",
    "qw": """continue begin shout yell scream whisper cry fire sing chant laugh sigh interject
    tweet post text email intone read""",
    "sw": """think believe feel know hope fear worry suspect doubt realize realise
    assume expect understand figure learn""",
    "sn": """find show demonstrate imply signal hint prove estimate""",
    "tn": """highlight underscore underline reflect document notice recognize recognise
    foresee envision anticipate detail describe outline discuss question wonder:q ask:qw explore
    dispute refute
    document chronicle consider remember""",
    "nN": "provide give release",
    "n": """criticize criticise blast slam condemn denounce praise endorse oppose support reject
    dismiss cite mock ridicule blame applaud welcome tout dispute challenge decry deride lambaste
    hail laud commend rebuke chide scold echo defend attack bemoan disavow downplay
    trumpet assail lambast castigate excoriate decry depict portray
    disparage deplore denigrate fault salute reference express
    favor favour lash espouse advocate protest regret contradict rebut refute
    concede repudiate slate skewer bash hammer""",
    "tniq": "demand",
    "tni": "request urge require",
    "ni": "want plan threaten offer prefer oppose agree",
    "i": """refuse decline aim intend hope expect seek vow promise pledge threaten agree attempt
    decide:t choose:x""",
    "oi": """urge encourage order implore beg advise invite ask instruct request command
    dare exhort press""",
    "nc": """call accuse label dub describe characterize characterise brand liken compare rate deem
    term slam depict portray paint cast""",
}
_PARTICLES: Mapping[str, str] = {
    "point": "out:snqw",
    "go": "on:q",
    "shoot": "back:q down:t",
    "fire": "back:q",
    "spell": "out:nw",
    "lay": "out:nw",
    "rule": "out:n",
    "sum": "up:qn",
    "call": "for:n on:noi",
    "put": "it:q",
    "refer": "to:n",
    "point ": "to:n",
    "speak": "about:nw of:n out:n against:n",
    "talk": "about:nw of:n up:n",
    "complain": "about:nw of:n",
    "warn": "of:n about:n against:n",
    "rail": "against:n",
    "argue": "for:n against:n",
    "object": "to:n",
    "react": "to:n",
    "brush": "aside:t off:t",
    "wave": "aside:t away:t off:t",
    "shrug": "off:t",
    "laugh": "off:t",
    "bat": "away:t",
    "knock": "down:t",
    "scoff": "at:t",
    "sneer": "at:t",
    "bristle": "at:t",
    "lash": "out:n",
    "comment": "on:n",
    "joke": "about:n",
    "boast": "about:n of:n",
    "brag": "about:n",
    "write": "about:n",
    "think": "about:n of:n",
    "worry": "about:nw",
    "wonder": "about:n",
    "care": "about:n",
    "touch": "on:n",
    "elaborate": "on:n",
    "allude": "to:n",
    "agree": "with:n to:n on:n",
    "disagree": "with:n",
    "hint": "at:n",
    "push": "for:n back:t",
    "dwell": "on:n",
    "apologize": "for:n",
    "apologise": "for:n",
    "insist": "on:n",
    "focus": "on:n",
    "respond": "to:nN",
    "reply": "to:nN",
}
_IRREGULAR: Mapping[str, tuple[str, str]] = {
    "say": ("said", "said"),
    "tell": ("told", "told"),
    "write": ("wrote", "written"),
    "think": ("thought", "thought"),
    "feel": ("felt", "felt"),
    "know": ("knew", "known"),
    "understand": ("understood", "understood"),
    "find": ("found", "found"),
    "show": ("showed", "shown"),
    "see": ("saw", "seen"),
    "hear": ("heard", "heard"),
    "sing": ("sang", "sung"),
    "begin": ("began", "begun"),
    "swear": ("swore", "sworn"),
    "foresee": ("foresaw", "foreseen"),
    "go": ("went", "gone"),
    "shoot": ("shot", "shot"),
    "speak": ("spoke", "spoken"),
    "read": ("read", "read"),
    "lay": ("laid", "laid"),
    "forget": ("forgot", "forgotten"),
    "choose": ("chose", "chosen"),
    "cast": ("cast", "cast"),
    "rebut": ("rebutted", "rebutted"),
    "refer": ("referred", "referred"),
    "admit": ("admitted", "admitted"),
    "brag": ("bragged", "bragged"),
    "quip": ("quipped", "quipped"),
    "plan": ("planned", "planned"),
    "label": ("labeled", "labeled"),
    "slam": ("slammed", "slammed"),
    "beg": ("begged", "begged"),
    "dub": ("dubbed", "dubbed"),
    "recall": ("recalled", "recalled"),
    "rip": ("ripped", "ripped"),
    "seek": ("sought", "sought"),
    "seem": ("seemed", "seemed"),
    "learn": ("learned", "learned"),
    "hit": ("hit", "hit"),
    "answer": ("answered", "answered"),
    "offer": ("offered", "offered"),
    "wonder": ("wondered", "wondered"),
    "counter": ("countered", "countered"),
    "counsel": ("counseled", "counseled"),
    "disavow": ("disavowed", "disavowed"),
    "favor": ("favored", "favored"),
    "favour": ("favoured", "favoured"),
    "hammer": ("hammered", "hammered"),
    "skewer": ("skewered", "skewered"),
    "bat": ("batted", "batted"),
    "shrug": ("shrugged", "shrugged"),
    "order": ("ordered", "ordered"),
    "whisper": ("whispered", "whispered"),
    "trumpet": ("trumpeted", "trumpeted"),
    "put": ("put", "put"),
    "give": ("gave", "given"),
    "credit": ("credited", "credited"),
}
NOUNS = frozenset(
    """state rate term remark plan fear support demand protest call claim report note show wonder
    hope answer order question comment want brand post tweet email text attack blame praise
    challenge estimate echo guess label fault detail document highlight cry request offer promise
    pledge vow doubt worry quote slate figure counter compare fire review focus reference
    sing chant favor favour need laugh defend cast joke prove reflect find slam lash push touch
    feel dare press""".split()
)
"""Verbs whose base form or form in -s is as often a noun."""

_DOUBLES = frozenset("admit bat brag quip plan slam beg dub rip refer rebut shrug".split())

WAVING_AWAY = frozenset(
    (lemma, entry.partition(":")[0])
    for lemma in ("brush wave shrug laugh bat knock scoff sneer bristle shoot push".split())
    for entry in _PARTICLES[lemma].split()
    if entry.endswith(":t")
)
"""Verbs with their particles that deny what others say: "brushed aside reports that"."""


@cache
def cues() -> Mapping[str, tuple[Cue, ...]]:
    """Every form of every cue verb, by its first word; forms with a particle come first."""
    frames: dict[str, set[str]] = {}
    for letters, listed in _FRAMES.items():
        for entry in listed.split():
            lemma, _, more = entry.partition(":")
            frames.setdefault(lemma, set()).update(letters, more)
    table: dict[str, list[Cue]] = {}
    for lemma, listed in _PARTICLES.items():
        for entry in listed.split():
            particle, _, letters = entry.partition(":")
            for form, written in _forms(lemma.strip()):
                cue = Cue(lemma.strip(), form, frozenset(letters), particle)
                table.setdefault(written, []).append(cue)
    for lemma, letters_of in frames.items():
        for form, written in _forms(lemma):
            table.setdefault(written, []).append(Cue(lemma, form, frozenset(letters_of)))
    return {written: tuple(found) for written, found in table.items()}


@cache
def quoting() -> frozenset[str]:
    """Forms that may be next to a quotation."""
    return frozenset(
        written for written, found in cues().items() if any("q" in cue.frames for cue in found)
    )


def _forms(lemma: str) -> Iterator[tuple[Form, str]]:
    past, participle = _IRREGULAR.get(lemma, (_regular_past(lemma),) * 2)
    yield Form.BASE, lemma
    yield Form.PRESENT, _present(lemma)
    yield Form.PAST, past
    if participle != past:
        yield Form.PARTICIPLE, participle
    yield Form.ING, _ing(lemma)


def _present(lemma: str) -> str:
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"


def _regular_past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + "ed"


def _ing(lemma: str) -> str:
    if lemma.endswith("ee"):
        return lemma + "ing"
    if lemma.endswith("e"):
        return lemma[:-1] + "ing"
    if lemma in _DOUBLES:
        return lemma + lemma[-1] + "ing"
    return lemma + "ing"
