"""Runs the bot: the web server, Bolt, the scheduler, the leader, retention, logs."""

__all__ = ["bolt", "errors", "poster", "process", "serve", "tick_runs"]
