"""The tables, by subject. Imports nothing else of this project."""

from models.changes import AuditEntry, StatusChange
from models.feedback import Veto
from models.inquiry import Feedback, Inquiry, OpenQuestion
from models.record import Attribution, Claim, Document, Outlet, Passage, Source
from models.subscription import DigestDelivery, Subscription, Watch
from models.workspace import Workspace

__all__ = [
    "Attribution",
    "AuditEntry",
    "Claim",
    "DigestDelivery",
    "Document",
    "Feedback",
    "Inquiry",
    "OpenQuestion",
    "Outlet",
    "Passage",
    "Source",
    "StatusChange",
    "Subscription",
    "Veto",
    "Watch",
    "Workspace",
]
