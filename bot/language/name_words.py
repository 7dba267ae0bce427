"""Words that are part of names or come before names, and words that have a capital without being
names."""

from __future__ import annotations

TITLES = frozenset(
    """president vice prime minister mr mrs ms dr sir lord lady dame king queen prince princess pope
    senator sen rep representative congressman congresswoman governor gov mayor secretary general
    gen colonel col major captain lieutenant sergeant admiral judge justice professor chancellor
    ambassador spokesman spokeswoman spokesperson chief director chairman ceo former late acting
    deputy foreign defence defense interior finance brig brigadier maj lt col sgt capt adm reverend
    rev ex the a an""".split()
)

SUFFIXES = frozenset(("corp", "inc", "co", "ltd", "plc", "llc", "jr", "sr", "corporation"))

# Heads of the names of bodies. An "of" behind them and its noun ("Ministry of Interior") belong to
# the name.
BODIES = frozenset(
    """ministry department office bureau board council court bank agency authority commission
    committee institute institution university college school house chamber federation union
    association society service force forces corps guard church bishop confederation organisation
    organization secretariat centre center fund""".split()
)

NOT_NAMES = frozenset(
    """i monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december""".split()
)

IN = frozenset(("in", "inside", "within", "near", "across", "throughout", "outside", "around"))

BELONG = frozenset(
    """sister brother son daughter wife husband mother father parents parent child children
    cousin nephew niece uncle aunt grandson granddaughter grandfather grandmother widow widower
    fiance fiancee girlfriend boyfriend partner twin stepson stepdaughter stepfather stepmother
    relative relatives family friend friends rival rivals deputy aide aides adviser advisor advisers
    advisors assistant secretary lawyer lawyers attorney publisher agent manager bodyguard driver
    neighbour neighbor colleague colleagues successor predecessor opponent opponents critic critics
    supporter supporters ally allies spokesman spokeswoman spokesperson nanny housekeeper
    accountant doctor""".split()
)
"""Those who belong to a person, and are not that person."""

COMMON_FIRST_NAMES = frozenset(
    """mark bill will grace rose hope faith jack frank grant art rob pat sue drew dean chase hunter
    mason carter may april june iris ivy lily daisy ruby amber heather joy dawn eve olive violet
    miles max rich rod ray guy gene dale glen wade ross cliff clay reed lance chuck chip buck duke
    earl king victor christian peter john james paul thomas david george mary ann jean""".split()
)
"""First names that are common words or among the commonest words of English texts."""

NICKNAMES = tuple(
    frozenset(group.split("/"))
    for group in """william/bill/will/billy/liam robert/bob/rob/bobby/robbie richard/dick/rick/rich
    edward/ed/ted/eddie/ned james/jim/jimmy/jamie john/jack/johnny elizabeth/liz/beth/betty/lizzie
    margaret/maggie/peggy/meg katherine/kate/kathy/katie/catherine thomas/tom/tommy
    michael/mike/mick/mickey joseph/joe/joey charles/charlie/chuck anthony/tony
    daniel/dan/danny david/dave/davy samuel/sam/sammy benjamin/ben andrew/andy/drew
    christopher/chris kit/christopher nicholas/nick alexander/alex/sasha/aleksandr aleksandra/sasha
    stephen/steve/steven donald/don/donny ronald/ron/ronnie lawrence/larry gerald/gerry/jerry
    henry/harry/hank patricia/pat/patty/trish patrick/pat/paddy deborah/deb/debbie susan/sue/susie
    barbara/barb rebecca/becky victoria/vicky/tori jennifer/jen/jenny joshua/josh matthew/matt
    gregory/greg jeffrey/jeff kenneth/ken/kenny timothy/tim raymond/ray douglas/doug philip/phil
    vladimir/volodymyr/vlad oleksandr/aleksandr/alexander eugene/gene/yevgeny""".split()
)
"""First names that may be one person's."""

OFFICES = {
    "pentagon": "US defence", "department of defense": "US defence",
    "defense department": "US defence", "kremlin": "RU government",
    "white house": "US government", "downing street": "GB government",
    "whitehall": "GB government", "elysee": "FR government", "élysée": "FR government",
    "blue house": "KR government", "zhongnanhai": "CN government",
    "state department": "US foreign", "department of state": "US foreign",
    "foggy bottom": "US foreign", "scotland yard": "GB police",
    "metropolitan police": "GB police", "met police": "GB police",
    "treasury": "US treasury", "treasury department": "US treasury",
    "department of the treasury": "US treasury", "justice department": "US justice",
    "department of justice": "US justice", "dod": "US defence", "doj": "US justice",
}  # fmt: skip
"""Names of one office: its country and what it is."""

TO = frozenset(("to", "into", "towards", "toward", "at"))

WITHIN = frozenset(
    """port town village city district province suburb suburbs outskirts centre center airport
    county borough municipality harbour harbor region""".split()
)
"""Words for a place that the name behind them is of: "in the port of Ostra" is in Ostra."""

PLACE_NOUNS = WITHIN | frozenset("island valley coast gulf strait bay oblast peninsula".split())
"""What a place is, before or behind its name: "the strait of Ostra", "Ostra harbour"."""

SKIPPED_BEFORE_PLACE = frozenset(
    """the a an its their his her western eastern northern southern central occupied southeastern
    northeastern southwestern northwestern capital city region of s front line lines and""".split()
).union(WITHIN)

SENTENCE_WORDS = frozenset(
    """a an the is are was were be been has have had do does did will would can could this that
    it he she they we i his her their its""".split()
)
"""Small words that a sentence has and a headline leaves out."""
