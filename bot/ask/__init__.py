"""A question from Slack: recorded, answered, posted, finished; never lost, never answered twice."""

__all__ = [
    "account",
    "answering",
    "buttons",
    "by_number",
    "card",
    "figure_picture",
    "figures_view",
    "help_view",
    "lines",
    "menus",
    "modals",
    "note",
    "progress",
    "redrawing",
    "remarks",
    "reports",
    "requests",
    "view",
    "words",
    "worker",
]
