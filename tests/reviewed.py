"""A review by others that is on record, for tests."""

from __future__ import annotations

from datetime import date

from bot.ingest.documents import Reviewed

CHECKED = Reviewed(
    claim="The bridge at Ostra is closed for good.",
    rating="Mostly wrong!",
    publisher="Northern Check",
    publisher_url="https://check.example",
    url="https://check.example/bridge",
    reviewed_on=date(2024, 11, 5),
    claimant="A post",
    rating_value=4.0,
    best_rating=1.0,
    worst_rating=5.0,
)
