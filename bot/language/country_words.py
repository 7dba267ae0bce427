"""Names of countries and places that are ordinary words too, and everyday names that the package
lacks."""

from __future__ import annotations

SMALL_WORDS = frozenset(("of", "the", "and", "for", "de", "del", "da", "do", "la"))

# Provinces and capitals that are ordinary English words or directions.
TOO_COMMON = frozenset(
    """central north south east west northern southern eastern western northeast northwest southeast
    southwest capital district coast lake lakes river union victoria king queen male university
    federal national upper lower new old great valley center centre reserve islands island region
    jersey chad turkey georgia jordan guinea may art san santa mission sol bar oblast""".split()
)

# Everyday names that the package does not list.
ALSO_CALLED = {
    "US": ("America",),
    "GB": ("Britain",),
    "KP": ("N. Korea",),
    "KR": ("ROK", "S. Korea"),
}

# Those of them that are names of countries.
COUNTRY_ANYWAY = frozenset(("chad", "turkey", "georgia", "jordan", "guinea"))
