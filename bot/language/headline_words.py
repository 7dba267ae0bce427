"""Words of headlines and of hurried messages."""

from __future__ import annotations

ABBREVIATED = {
    "ppl": "people", "govt": "government", "gov't": "government", "w/": "with", "w/o": "without",
    "b/c": "because", "bc": "because", "btwn": "between", "thru": "through", "yrs": "years",
    "ystdy": "yesterday", "mins": "minutes", "hrs": "hours", "pop.": "population",
    "dept": "department", "intl": "international", "int'l": "international", "natl": "national",
    "nat'l": "national", "cmte": "committee", "cttee": "committee", "parl": "parliament",
    "hosp": "hospital", "univ": "university", "bldg": "building", "mgmt": "management",
    "&": "and", "abt": "about", "whr": "where", "rec'd": "received", "recvd": "received",
    "approx": "about", "approx.": "about", "est.": "estimated", "tho": "though", "cuz": "because",
    "coz": "because", "w/in": "within", "pls": "please", "plz": "please", "msg": "message",
    "info": "information", "temp": "temperature", "avg": "average", "yr": "year",
}  # fmt: skip
"""Short forms that people type, and what they are short for."""

OUTLET_NOUNS = (
    "News", "Times", "Post", "Courier", "Herald", "Tribune", "Gazette", "Journal", "Chronicle",
    "Telegraph", "Guardian", "Observer", "Mirror", "Mail", "Express", "Star", "Sun", "Mercury",
    "Wire", "Radio", "TV", "FM", "Television", "Daily", "Weekly", "Magazine", "Review", "Today",
    "Press", "Reporter", "Echo", "Argus", "Record", "Standard", "Independent", "Globe", "Inquirer",
    "Examiner", "Bulletin", "Dispatch", "Sentinel", "Advertiser", "Monitor", "Reuters", "BBC",
    "CNN", "NPR", "AFP", "AP", "ITV", "Sky", "Bloomberg", "Politico", "Axios", "Vox", "YouTube",
    "Facebook", "Twitter", "X", "Wikipedia",
)  # fmt: skip
"""What the names of outlets end on, where a page's title has its outlet behind a dash."""

SUBJECTS = frozenset(
    """airline airlines airport army bank banks boss bosses bridge cabinet captain chief club coach
    coalition coastguard commission committee companies company council councils court doctors
    driver drivers editor engineers factory farmers ferries ferry firefighters firm firms fleet
    founder general government governor hospital hospitals judge judges king lawmakers lawyers
    leader leaders manager mayor minister ministers ministry mps navy nurses officials operator
    opposition owner owners parliament party plant pm police port premier president prices prince
    princess prosecutor prosecutors protesters queen railway rebels regulator residents rivals
    schools secretary senate shops soldiers spokesman staff state strikers students suspect
    teachers trains troops union unions university voters witness witnesses workers works""".split()
)
"""Who or what a plan is told of, in small letters: "mayor to resign"."""

NO_VERBS = frozenset(
    """a all an any at be- both buses cars date each foot her him his it its lorries me most my no
    nobody one our sea some that the their them these this those traffic trucks us us- vehicles
    victory visitors what whom work-""".split()
)
"""What follows "to" and is no verb: "closed to traffic"."""
