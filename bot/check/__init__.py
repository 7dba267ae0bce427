"""A statement held against the record: candidates, differences, the answer."""

__all__ = ["answer", "checker", "model", "vectors"]
