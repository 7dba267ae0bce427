"""Why the database does not do its work, and what to do, by the code that it gives."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError, OperationalError

_URL = "Check DATABASE_URL."


@dataclass(frozen=True, slots=True)
class Trouble:
    """`what` goes on after "The database"; `todo` is a sentence of its own."""

    what: str
    todo: str


_NO_PERMISSION = Trouble(
    "cannot be written: its file or folder is read-only for this user.",
    "Change its owner or permissions, or name another file in DATABASE_URL.",
)

_SQLITE = {
    "SQLITE_CANTOPEN": Trouble(
        "cannot be opened: its file or folder cannot be made or read.",
        "Name a file in a folder of your own in DATABASE_URL.",
    ),
    "SQLITE_NOTADB": Trouble(
        "cannot be read: the file is no SQLite database.",
        "Name another file in DATABASE_URL; this one was left as it is.",
    ),
    "SQLITE_CORRUPT": Trouble(
        "cannot be read: its file is damaged.",
        "Stop On Record, keep a copy of the file, and restore your last backup.",
    ),
    "SQLITE_READONLY": _NO_PERMISSION,
    "SQLITE_PERM": _NO_PERMISSION,
    "SQLITE_BUSY": Trouble(
        "is being written by another process.", "Try again when that one has finished."
    ),
    "SQLITE_FULL": Trouble(
        "cannot grow: the disk is full.", "Make room, then try again; nothing was stored."
    ),
}
"""By SQLite's code: sqlite.org/rescode.html. An extended code begins with its primary one."""

_POSTGRESQL = {
    "28P01": Trouble("does not accept this user and password.", _URL),
    "28000": Trouble("does not let this user in.", _URL),
    "3D000": Trouble("does not exist on that server.", "Make it (createdb), or correct the name."),
    "42501": Trouble(
        "does not let this user do that.", "Give the user of DATABASE_URL the right to."
    ),
    "53300": Trouble("has no connection left.", "End other programs, or raise max_connections."),
}
"""By SQLSTATE: PostgreSQL's documentation, appendix A. While connecting, the server's words are all
there is."""

_SAID = (("password authentication failed", "28P01"), ("does not exist", "3D000"))
"""The server's words while connecting, which carry no SQLSTATE."""


def of_the_database(error: BaseException) -> Trouble | None:
    """What an error says about the database; None if it says nothing about it (a fault of ours)."""
    if not isinstance(error, DBAPIError):
        return None
    said = _first_line(error.orig)
    name = getattr(error.orig, "sqlite_errorname", None) or ""
    state = getattr(error.orig, "sqlstate", None) or next(
        (code for words, code in _SAID if words in said and isinstance(error, OperationalError)), ""
    )
    known = _POSTGRESQL.get(state) or _SQLITE.get("_".join(name.split("_")[:2]))
    if known is None and isinstance(error, OperationalError):
        return Trouble(f"cannot be reached ({said}).", _URL)
    return known


def _first_line(error: object) -> str:
    return (str(error).splitlines() or ["no reason given"])[0].rstrip(".")
