"""The tables, by subject. Imports nothing else of this project."""

from models.addition import Addition
from models.changes import AuditEntry, StatusChange
from models.drafts import Draft, ReviewMessage
from models.feed import Feed, FeedItem
from models.feedback import Veto
from models.inquiry import Feedback, Inquiry, OpenQuestion, ProposedAnswer, Reply
from models.record import Attribution, Claim, Document, Outlet, Passage, Shingle, Source
from models.review import MergedOutlet, MergedSource, Review
from models.subscription import (
    ChangedClaim,
    DigestDelivery,
    Notice,
    Noticed,
    Pace,
    Subscription,
    TopicWatch,
    Watch,
)
from models.tick import TickRun
from models.token import BotToken
from models.vector import ClaimVector, MultilingualVector
from models.workspace import Workspace

__all__ = [
    "Addition",
    "Attribution",
    "AuditEntry",
    "BotToken",
    "ChangedClaim",
    "Claim",
    "ClaimVector",
    "DigestDelivery",
    "Document",
    "Draft",
    "Feed",
    "FeedItem",
    "Feedback",
    "Inquiry",
    "MergedOutlet",
    "MergedSource",
    "MultilingualVector",
    "Notice",
    "Noticed",
    "OpenQuestion",
    "Outlet",
    "Pace",
    "Passage",
    "ProposedAnswer",
    "Reply",
    "Review",
    "ReviewMessage",
    "Shingle",
    "Source",
    "StatusChange",
    "Subscription",
    "TickRun",
    "TopicWatch",
    "Veto",
    "Watch",
    "Workspace",
]
