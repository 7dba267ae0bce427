"""Words for roles and titles, parts of names, and words for organisations. Data only."""

from __future__ import annotations

TITLES = frozenset(
    """mr mrs ms dr prof sen sens rep reps gov gen lt col sgt capt adm rev hon sir dame lord lady
    president vice senator congressman congresswoman governor mayor minister premier chancellor
    king queen prince princess pope general admiral colonel captain major judge justice chief
    professor doctor ambassador secretary prime foreign""".split()
)
ROLES = frozenset(
    """spokesman spokeswoman spokesperson spokespeople president premier chancellor minister
    secretary official officer director chairman chairwoman chair chairperson chief head leader
    lawmaker senator congressman congresswoman representative governor mayor ambassador envoy
    commissioner commander general admiral colonel captain major judge justice prosecutor lawyer
    attorney sheriff analyst expert economist professor lecturer researcher scientist historian
    author writer journalist reporter correspondent editor columnist strategist adviser advisor aide
    consultant executive ceo founder co-founder owner manager coach coordinator counsel candidate
    nominee contender diplomat negotiator activist campaigner advocate organizer critic deputy
    councilman councilwoman councillor doctor physician nurse surgeon psychologist resident witness
    survivor victim veteran farmer worker driver teacher student neighbour neighbor detective
    investigator inspector king queen prince princess pope bishop archbishop cardinal imam rabbi
    pastor member fellow mp chairmen counselor partner vice-president pollster speaker whip
    coauthor co-author user actor actress singer director filmmaker producer""".split()
)
DEPARTMENTS = frozenset(
    """state defense defence treasury energy education labor labour commerce transportation
    interior agriculture staff justice health finance""".split()
)
"""Departments: the words between "Secretary of" and a name."""

PART_OF_TITLE = frozenset(("foreign", "prime", "vice"))
"""Titles only together with the next word: "prime minister"."""

HONORIFICS = frozenset("mr mrs ms dr sir dame lord lady".split())
PARTICLES = frozenset("de la van von der den bin al el du da dos di le ben abu".split())
"""Lower-case words inside a person's name."""

BODIES = frozenset(
    """ministry department agency government parliament senate house congress court office bureau
    committee commission council union party university institute foundation centre center bank
    company corporation corp inc ltd group association federation league army navy force police
    command administration kremlin pentagon nato eu un white campaign team board service authority
    organization organisation coalition alliance society club church school hospital college
    republicans democrats""".split()
)
"""Words in the names of organisations."""
