"""Why a process cannot start."""

from __future__ import annotations


class CannotServeError(Exception):
    """The process cannot start; the message says why and what to do."""
