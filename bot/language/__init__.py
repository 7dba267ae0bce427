"""One text read once: its words, statements, names, countries, dates, units and numbers. Pure."""
