"""Document text → draft passages → draft attributions. Pure: no database, no Slack, no clock."""
