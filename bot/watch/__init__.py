"""Telling people once that an answer they got has changed, or that their question has one."""

__all__ = [
    "answering",
    "notices",
    "proposals_view",
    "proposed",
    "proposing",
    "questions",
    "view",
    "watches",
    "watches_view",
]
