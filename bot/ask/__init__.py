"""A question from Slack: recorded, answered, posted, finished; never lost, never answered twice."""

__all__ = [
    "answering",
    "asking",
    "buttons",
    "by_number",
    "card",
    "clicks",
    "lines",
    "menus",
    "modals",
    "progress",
    "redrawing",
    "render_vetoes",
    "reports",
    "sharing",
    "view",
    "words",
    "worker",
]
