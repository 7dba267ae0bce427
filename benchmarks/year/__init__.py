"""A simulated year of digests: its calendar, its people, its Slack, its workers and its judge."""
