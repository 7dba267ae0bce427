"""One text read once: its words, statements, names, countries, dates, units and numbers. Pure."""

__all__ = [
    "common",
    "countries",
    "date_words",
    "dates",
    "foreign",
    "invisible",
    "languages",
    "locale",
    "mentions",
    "names",
    "posts",
    "quantities",
    "reading",
    "statements",
    "tokens",
    "web_addresses",
    "writing",
]
