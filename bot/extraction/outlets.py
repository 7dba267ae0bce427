"""Whether a name is that of a newspaper, agency or broadcaster."""

from __future__ import annotations

import re

from bot.extraction.roles import ROLES
from bot.extraction.source_names import key_of
from bot.extraction.source_words import FULL_NAMES


def is_outlet(name: str) -> bool:
    """Whether a name is that of a newspaper, agency or broadcaster."""
    name = re.sub(r"^[Tt]he ", "", name)
    low = re.findall(r"[\w-]+", name.lower())
    if not low:
        return False
    if _OUTLET_NAMES.search(name) or any(w in OUTLETS for w in low):
        return not any(w in ROLES for w in low)
    return low[-1] in OUTLET_WORDS and name[:1].isupper()


def is_same(one: str, other: str) -> bool:
    """Whether two names are of one outlet: the same but for "the", or a usual short name."""
    return _full(one) == _full(other)


def _full(name: str) -> str:
    key = key_of(name)
    return key_of(FULL_NAMES.get(key, key))


OUTLET_WORDS = frozenset(
    """times post journal tribune herald guardian telegraph independent gazette observer chronicle
    globe news today courier mail express standard mirror monitor dispatch examiner inquirer
    sentinel insider newspaper magazine bulletin radio television tv broadcaster wire press
    network daily weekly""".split()
)


OUTLETS = frozenset(
    """reuters ap afp bbc cnn nbc abc cbs npr ft tass xinhua bloomberg politico axios yonhap kyodo
    interfax msnbc fox cnbc nyt wsj wapo economist pravda izvestia dpa efe ansa ukrinform unian
    spiegel monde figaro haaretz aljazeera breitbart vox slate buzzfeed rt sputnik ria kcna
    suspilne anadolu meduza""".split()
)


_OUTLET_NAMES = re.compile(
    r"\b(?:financial times|associated press|agence france-presse|al jazeera|le monde|el pa[ií]s"
    r"|der spiegel|kyiv independent|fox news|(?:new york|wall street|washington) \w+)\b",
    re.I,
)


OUTLET_NOUNS = frozenset(
    "publication newspaper paper magazine outlet agency broadcaster network site website".split()
)
