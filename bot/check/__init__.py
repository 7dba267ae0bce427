"""A statement held against the record: candidates, differences, the answer."""
