"""Nouns that name what somebody is, and titles that stand before a name."""

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
"""What stands after "Secretary of" and before a name."""
