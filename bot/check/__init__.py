"""Checks a statement against the record: candidates, differences, the answer."""

__all__ = ["answer", "checker", "finder", "model", "vectors"]
