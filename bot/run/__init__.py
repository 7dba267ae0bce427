"""Running it: the web server, Bolt, the scheduler, the leader, retention, logs."""

__all__ = ["bolt", "logs", "poster", "running", "serve"]
