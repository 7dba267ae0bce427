"""Words that say one event from its two sides: "A sold X to B" is "B bought X from A"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from bot.language.lexicon.table import forms

# one | other | role of the one = role of the other, …. A role is `subject`, `object`, or the
# preposition before it. Both verbs are active; the subject of a passive verb is its object here.
CONVERSES = """
sell | buy | subject = from, object = object, to = subject
sell | purchase | subject = from, object = object, to = subject
sell | acquire | subject = from, object = object, to = subject
give | receive | subject = from, object = object, to = subject
give | get | subject = from, object = object, to = subject
send | receive | subject = from, object = object, to = subject
donate | receive | subject = from, object = object, to = subject
award | receive | subject = from, object = object, to = subject
hand | receive | subject = from, object = object, to = subject
pay | receive | subject = from, object = object, to = subject
lend | borrow | subject = from, object = object, to = subject
lease | rent | subject = from, object = object, to = subject
export | import | subject = from, object = object, to = subject
supply | get | subject = from, object = object, to = subject
teach | learn | subject = from, object = object, to = subject
surrender | capture | subject = from, object = object, to = subject
cede | take | subject = from, object = object, to = subject
beat | lose to | subject = object, object = subject
beat | lose | subject = to, object = subject
defeat | lose to | subject = object, object = subject
defeat | lose | subject = to, object = subject
win | lose | subject = to, against = subject, object = object
employ | work for | subject = object, object = subject
employ | work | subject = for, object = subject
own | belong to | subject = object, object = subject
own | belong | subject = to, object = subject
precede | follow | subject = object, object = subject
succeed | precede | subject = object, object = subject
include | belong to | subject = object, object = subject
cause | result | subject = from, object = subject
lead | follow | subject = object, object = subject
fear | frighten | subject = object, object = subject
above | below | subject = object, object = subject
over | under | subject = object, object = subject
before | after | subject = object, object = subject
north | south | subject = of, of = subject
east | west | subject = of, of = subject
parent | child | subject = of, of = subject
husband | wife | subject = of, of = subject
owner | property | subject = of, of = subject
more | less | subject = than, than = subject
larger | smaller | subject = than, than = subject
bigger | smaller | subject = than, than = subject
higher | lower | subject = than, than = subject
older | younger | subject = than, than = subject
""".strip()

# "A married B" is "B married A".
SYMMETRIC = """
marry | subject = object, object = subject
divorce | subject = object, object = subject
meet | subject = object, object = subject
meet | subject = with, with = subject
border | subject = object, object = subject
resemble | subject = object, object = subject
merge | subject = with, with = subject
talk | subject = with, with = subject
negotiate | subject = with, with = subject
collide | subject = with, with = subject
quarrel | subject = with, with = subject
trade | subject = with, with = subject
cooperate | subject = with, with = subject
ally | subject = with, with = subject
""".strip()


@dataclass(frozen=True, slots=True)
class Converse:
    """Two words in their plain form for one event. Each pair of `roles` has a role in a sentence
    with the first word and the matching role in a sentence with the second: ("to", "subject")."""

    one: str
    other: str
    roles: tuple[tuple[str, str], ...]

    def role(self, role: str) -> str | None:
        """The role in a sentence with the second word that matches this role in one with the first;
        None if there is none."""
        return dict(self.roles).get(role)


@lru_cache(maxsize=16_384)
def converses(one: str, other: str) -> tuple[Converse, ...]:
    """The ways in which two words, as written or as `verb_phrases` gives them, tell one event from
    its two sides; empty if they are no converses. A word may be its own converse ("married")."""
    mine, theirs = forms(one), forms(other)
    return tuple(
        converse
        for a in sorted(mine)
        for converse in _by_word().get(a, ())
        if converse.other in theirs
    )


@lru_cache(maxsize=16_384)
def has_converse(word: str) -> bool:
    """Whether a word has a converse, one that tells the same event from the other side."""
    return not forms(word).isdisjoint(_by_word())


@cache
def _by_word() -> dict[str, tuple[Converse, ...]]:
    found: dict[str, list[Converse]] = {}
    for line in CONVERSES.splitlines():
        one, other, roles = (part.strip() for part in line.split("|"))
        pairs = _pairs(roles)
        found.setdefault(one, []).append(Converse(one, other, pairs))
        back = tuple((b, a) for a, b in pairs)
        found.setdefault(other, []).append(Converse(other, one, back))
    for line in SYMMETRIC.splitlines():
        word, roles = (part.strip() for part in line.split("|"))
        found.setdefault(word, []).append(Converse(word, word, _pairs(roles)))
    return {word: tuple(some) for word, some in found.items()}


def _pairs(roles: str) -> tuple[tuple[str, str], ...]:
    pairs = (pair.split("=") for pair in roles.split(","))
    return tuple((one.strip(), other.strip()) for one, other in pairs)
