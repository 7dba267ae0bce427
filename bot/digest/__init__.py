"""One message a day for a channel: when it is due, what is in it, and that it goes out once."""

__all__ = [
    "causes",
    "choices",
    "content",
    "delivering",
    "happened",
    "jobs",
    "lifecycle",
    "reading_on",
    "saving",
    "setting_up",
    "values",
    "view",
]
