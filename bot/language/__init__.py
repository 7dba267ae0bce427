"""Reads a text: its words, statements, names, countries, dates, units and numbers. Pure."""

__all__ = [
    "common",
    "countries",
    "date_spans",
    "date_words",
    "dates",
    "foreign",
    "foreign_words",
    "frames",
    "invisible",
    "languages",
    "mentions",
    "name_words",
    "names",
    "quantities",
    "reading",
    "statements",
    "tokens",
    "web_addresses",
    "writing",
]
