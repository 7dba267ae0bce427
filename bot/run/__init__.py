"""Running it: the web server, Bolt, the scheduler, the leader, retention, logs."""
