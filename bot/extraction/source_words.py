"""Words in the names of sources: titles, roles, bodies, outlets. Data only."""

from __future__ import annotations

PRONOUNS = frozenset(
    """he she they it him her them who i we you one this that these those which his their its both
    many some others all people everyone somebody someone""".split()
)
TITLES = frozenset(
    """president mr mrs ms dr sir lord lady king queen prince princess pope senator sen rep gov
    governor mayor gen general col colonel maj major capt captain lt lieutenant sgt adm admiral
    judge justice professor prof chancellor ambassador secretary minister spokesman spokeswoman
    spokesperson premier prime vice deputy foreign defence defense congressman congresswoman
    chief""".split()
)
FORMS_OF_ADDRESS = frozenset("mr mrs ms dr sir lord lady prof".split())
SMALL = frozenset(("of", "the", "and", "for"))
# Words for those who speak for a body without being named; also plural groups of a state.
PEOPLE = frozenset(
    """official source diplomat spokesman spokeswoman spokesperson adviser advisor aide soldier
    officer commander lawmaker senator minister witness resident analyst expert scientist doctor
    lawyer prosecutor investigator judge reporter journalist insider person man woman student
    teacher worker member leader executive employee critic activist neighbour neighbor relative
    representative secretary operative strategist professor researcher ally friend mayor governor
    ambassador envoy president chief general colonel economist author survivor victim voter
    candidate boss colleague nominee businessman businesswoman pollster congressman congresswoman
    attorney veteran host anchor columnist blogger""".split()
)
GROUPS = frozenset(
    """officials authorities forces troops soldiers police diplomats prosecutors investigators
    commanders officers governments administration military army navy regulators negotiators
    leaders sources lawmakers ministers""".split()
)
STATE_BODIES = frozenset(
    """ministry department army military navy forces force police intelligence service
    government administration embassy treasury council secretariat cabinet presidency command staff
    agency authority directorate guard troops border ministries parliament""".split()
)
OF_STATE = STATE_BODIES | GROUPS | {"foreign", "presidential", "prime"}  # "Foreign Office"
BODIES = STATE_BODIES | frozenset(
    """office bureau board court bank commission committee institute university college school
    federation union association society corps church party campaign company corporation group
    organisation organization foundation centre center network fund house senate congress assembly
    coalition alliance brigade inc ltd plc team club hospital museum trust city""".split()
)
RECORDS = frozenset(
    """report study survey poll document documents filing transcript data statistics records
    memo lawsuit indictment affidavit census review audit paper papers emails footage
    polls surveys studies reports video videos website""".split()
)
OUTLETS = frozenset(
    """times post news herald tribune journal gazette guardian telegraph radio tv television daily
    magazine broadcasting press newspaper outlet mirror observer chronicle reuters""".split()
)
# Usual short names of outlets. They say which outlet carries the words; a name is never shortened
# by likeness.
FULL_NAMES = {
    "ft": "Financial Times", "ap": "The Associated Press", "afp": "Agence France-Presse",
    "nyt": "The New York Times", "wsj": "The Wall Street Journal", "bbc": "BBC", "cnn": "CNN",
    "wapo": "The Washington Post", "dpa": "Deutsche Presse-Agentur", "reuters": "Reuters",
    "associated press": "The Associated Press", "scmp": "South China Morning Post",
    "rfe rl": "Radio Free Europe/Radio Liberty", "npr": "NPR", "cbs": "CBS", "abc": "ABC",
    "nbc": "NBC", "msnbc": "MSNBC", "tass": "TASS", "xinhua": "Xinhua", "yonhap": "Yonhap",
    "kcna": "KCNA", "bloomberg": "Bloomberg", "politico": "Politico", "axios": "Axios",
    "financial times": "Financial Times", "ria novosti": "RIA Novosti", "interfax": "Interfax",
}  # fmt: skip
# Roles whose holder speaks for the government of a country.
OFFICES = frozenset(
    """president minister official spokesman spokeswoman spokesperson ambassador envoy general
    admiral colonel commander chancellor premier secretary diplomat officer adviser advisor chief
    governor negotiator prosecutor king queen attache representative commissioner treasurer
    regulator investigator army military intelligence police undersecretary government""".split()
)
ADHERENTS = frozenset(
    """republican republicans democrat democrats democratic gop conservative labour liberal tory
    libertarian green socialist communist independent""".split()
)
# Countries in which places are often called like people: Wallace, Lincoln, Windsor.
SURNAME_COUNTRIES = frozenset(("US", "GB", "CA", "AU", "NZ", "IE"))
SHARED = frozenset(("governments", "officials", "authorities", "ministries", "armies", "forces"))
GOVERNS = frozenset(("government", "governments", "administration", "authorities"))
