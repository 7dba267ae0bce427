"""Document text → draft passages → draft attributions. Pure: no database, no Slack, no clock."""

__all__ = [
    "again",
    "claims",
    "copies",
    "draft",
    "figures",
    "longer_names",
    "passages",
    "proposals",
    "source_kinds",
    "source_names",
    "sources",
    "spacy_reader",
]
