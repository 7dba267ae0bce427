"""A question from Slack: recorded, answered, posted, finished; never lost, never answered twice."""
