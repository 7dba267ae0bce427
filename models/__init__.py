"""The tables, by subject. Imports nothing else of this project."""

from models.changes import AuditEntry, StatusChange
from models.drafts import Draft
from models.feedback import Veto
from models.inquiry import Feedback, Inquiry, OpenQuestion
from models.record import Attribution, Claim, Document, Outlet, Passage, Source
from models.review import MergedOutlet, MergedSource, Review
from models.subscription import DigestDelivery, Subscription, Watch
from models.vector import ClaimVector
from models.workspace import Workspace

__all__ = [
    "Attribution",
    "AuditEntry",
    "Claim",
    "ClaimVector",
    "DigestDelivery",
    "Document",
    "Draft",
    "Feedback",
    "Inquiry",
    "MergedOutlet",
    "MergedSource",
    "OpenQuestion",
    "Outlet",
    "Passage",
    "Review",
    "Source",
    "StatusChange",
    "Subscription",
    "Veto",
    "Watch",
    "Workspace",
]
