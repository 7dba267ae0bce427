"""The ids by which Slack names a pressed button or a sent form: rendered here, handled in
`handlers/actions.py` and `handlers/views.py`. One list, so that nothing is shown that nobody
answers to; a test compares it with what is registered.
"""

from __future__ import annotations

from typing import Final

SOURCES: Final = "sources"
SOURCES_PAGE: Final = "sources_page"  # turns the page inside the modal
SOURCES_PAGE_BACK: Final = "sources_page_back"
WRONG_CLAIM: Final = "wrong_claim"
OUTDATED: Final = "outdated"
ADD_COMMENT: Final = "add_comment"  # to a report that is noted already
CHOOSE: Final = "choose"
NONE_OF_THESE: Final = "none_of_these"
TO_DESK: Final = "to_desk"
SHARE: Final = "share"
AGREE_VETO: Final = "agree_veto"  # an editor: never offer that claim to that wording
KEEP_CLAIM: Final = "keep_claim"  # an editor: go on offering it

ACTIONS: Final = (
    SOURCES,
    SOURCES_PAGE,
    SOURCES_PAGE_BACK,
    WRONG_CLAIM,
    OUTDATED,
    ADD_COMMENT,
    CHOOSE,
    NONE_OF_THESE,
    TO_DESK,
    SHARE,
    AGREE_VETO,
    KEEP_CLAIM,
)

# Callback ids of modals.
SOURCES_VIEW: Final = "sources_view"
REPORT_WRONG_CLAIM: Final = "report_wrong_claim"
REPORT_OUTDATED: Final = "report_outdated"

# Block and action id of the comment in a report.
COMMENT: Final = "comment"
