"""The record as files: on-record/1, CSV, ClaimReview."""
