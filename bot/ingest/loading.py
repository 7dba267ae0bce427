"""The content of a file on this machine that an editor names."""

from __future__ import annotations

from pathlib import Path

from bot.i18n import gettext
from bot.ingest.addresses import brief
from bot.ingest.claimreview import (
    MAX_REVIEWS_BYTES,
)
from bot.ingest.documents import IngestError


def load(path: Path) -> bytes:
    """A file's bytes. Raises IngestError if there is no such file, or it cannot be read."""
    try:
        if path.is_dir():
            raise IngestError(gettext("{path} is a folder. Name one file.", path=path))
        if path.exists() and not path.is_file():
            raise IngestError(
                gettext("{brief} is no file with content of its own.", brief=brief(str(path)))
            )
        if path.stat().st_size > MAX_REVIEWS_BYTES:
            raise IngestError(
                gettext(
                    "{name} is larger than {max_reviews_bytes} MB.",
                    name=path.name,
                    max_reviews_bytes=format(MAX_REVIEWS_BYTES / 1e6, "g"),
                )
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise IngestError(
            gettext(
                "There is no file {brief}. (Addresses begin with https://.)", brief=brief(str(path))
            )
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or gettext("no such name is possible")
        raise IngestError(
            gettext("{brief} cannot be read: {reason}.", brief=brief(str(path)), reason=reason)
        ) from None
