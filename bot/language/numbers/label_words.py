"""Words that make a number behind them a label ("Article 5"), and words that never do."""

from __future__ import annotations

from bot.language.numbers.tokens import word_list

# Words whose number is a label, in lower case too: "page 12", "phase 3".
LABELS = frozenset(
    word_list("""article articles amendment amendments room chapter section route channel type
    phase level tier grade page pages volume episode season title formula interstate highway
    proposition prop resolution building gate pier platform stage category class version number
    psalm verse flight apollo boeing airbus iphone ipad galaxy pixel windows playstation xbox
    android falcon sputnik area zone sector district precinct exhibit paragraph clause rule step
    part scene lot group bus tram rq covid opus unit pier no nos protocol directive novichok
    starship saturn voyager ios chatgpt gpt junction terminal ward leopard""")
)

# The same, unless a plural or a measure behind the number shows that it counts: "road 7 is closed",
# but "they block 4 roads", "a line 3 kilometres long".
LABELS_UNLESS_COUNTED = frozenset(
    word_list("""road line exit block brigade battalion regiment division reactor hall lane track
    corridor quay berth dock wing camp radio ferry""")
)

SHORT_LABELS = frozenset(word_list("no nos vol ch art sec fig pp p cl"))

# Words that are capitalised only because they begin a sentence or a title.
CAPITALISED_ANYWAY = frozenset(
    word_list("""a an the in on at by for from to of and or but with some over under about around
    nearly almost only just after before since when while as all these those their his her its
    our my your that this there than into up more less most fewer least says said killed if
    because where who which is are was were has have had will would not no between plus both
    i we they he she it you per against within without during through until still another every
    first last next other total least""")
)

SENTENCE_END = frozenset({".", "!", "?", ":", ";", '"', "“", "”", "'", "‘", "(", "[", "•", "|"})
