"""Care of the record by the desk's editors: what they change, and what they find in it.

Every function that changes something takes a session of a writing engine, waits for its turn on
the workspace, checks that nobody changed the row since the editor saw it, leaves its mark in the
audit trail, derives statuses again, and does not commit.
"""

__all__ = [
    "attributions",
    "claims",
    "merging",
    "names",
    "outlets",
    "reviews",
    "rows",
    "sayings",
    "sources",
]
