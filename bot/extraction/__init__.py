"""Document text → draft passages → draft attributions. Pure: no database, no Slack, no clock."""

__all__ = ["claims", "draft", "passages", "proposals", "spacy_reader"]
