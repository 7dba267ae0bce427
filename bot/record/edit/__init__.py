"""The editors' care of the record: what they change, and what they look up in it.

Every function that changes something takes a session of a writing engine and locks the workspace.
It then checks that the row was not changed since the editor saw it, writes the audit trail and
derives the statuses again. It does not commit.
"""

__all__ = [
    "attributions",
    "claims",
    "figures",
    "given_figures",
    "merging",
    "names",
    "outlets",
    "reviews",
    "rows",
    "sayings",
    "sources",
]
