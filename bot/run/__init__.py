"""Runs the bot: the web server, Bolt, the scheduler, the leader, retention, logs."""

__all__ = [
    "bolt",
    "errors",
    "failures",
    "leader",
    "poster",
    "process",
    "scheduler",
    "serve",
    "stopping",
    "tick_runs",
    "web_server",
]
