"""The record as files: on-record/1, CSV, ClaimReview."""

__all__ = ["claim_review", "entries", "fields", "formats", "importing", "interchange", "stored"]
