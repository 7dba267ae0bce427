"""One message a day for a channel: when it is due, what is in it, and that it goes out once."""
