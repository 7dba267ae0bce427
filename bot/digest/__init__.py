"""One message a day for a channel: when it is due, what is in it, and that it goes out once."""

__all__ = [
    "by_topic",
    "by_topic_view",
    "causes",
    "content",
    "delivering",
    "form_view",
    "jobs",
    "lifecycle",
    "list_view",
    "paused_view",
    "planning",
    "queries",
    "reading_on",
    "saving",
    "sentences_view",
    "setting_up",
    "topics",
    "values",
    "view",
    "window",
]
