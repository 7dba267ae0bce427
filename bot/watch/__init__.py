"""Telling people once that an answer they got or a topic has changed, or that their question has an
answer."""

__all__ = [
    "answering",
    "notices",
    "proposals_view",
    "proposed",
    "proposing",
    "questions",
    "topics",
    "topics_view",
    "view",
    "watches",
    "watches_view",
]
