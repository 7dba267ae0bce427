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

# The review of a document's drafts, and the queue of what waits.
REVIEW_APPROVE: Final = "review_approve"
REVIEW_EDIT: Final = "review_edit"
REVIEW_LINK: Final = "review_link"
REVIEW_SPLIT: Final = "review_split"
REVIEW_REJECT: Final = "review_reject"
REVIEW_UNDO: Final = "review_undo"
REVIEW_CERTAIN: Final = "review_certain"  # approve all certain ones on the page
REVIEW_PAGE: Final = "review_page"
REVIEW_PAGE_BACK: Final = "review_page_back"
REVIEW_OPEN: Final = "review_open"  # from the queue: the document's review
QUEUE_SHOW: Final = "queue_show"
QUEUE_PAGE: Final = "queue_page"
QUEUE_PAGE_BACK: Final = "queue_page_back"
IMPORTED_APPROVE: Final = "imported_approve"
IMPORTED_REJECT: Final = "imported_reject"
IMPORTED_UNDO: Final = "imported_undo"
REVIEWING: Final = (
    REVIEW_APPROVE,
    REVIEW_EDIT,
    REVIEW_LINK,
    REVIEW_SPLIT,
    REVIEW_REJECT,
    REVIEW_UNDO,
    REVIEW_CERTAIN,
    REVIEW_PAGE,
    REVIEW_PAGE_BACK,
    REVIEW_OPEN,
    QUEUE_SHOW,
    QUEUE_PAGE,
    QUEUE_PAGE_BACK,
    IMPORTED_APPROVE,
    IMPORTED_REJECT,
    IMPORTED_UNDO,
)

# Care of the record. What a menu or button opens stands in its value (`do`).
CARE: Final = "care"
CARE_SHOW: Final = "care_show"
CARE_SOURCES: Final = "care_sources"
CARE_HISTORY: Final = "care_history"
CARE_TURN: Final = "care_turn"  # the page of a list, in a message or in a modal
CARE_TURN_BACK: Final = "care_turn_back"
CARING: Final = (CARE, CARE_SHOW, CARE_SOURCES, CARE_HISTORY, CARE_TURN, CARE_TURN_BACK)

# Adding to the record.
ADD_LINK: Final = "add_link"  # a link that an editor sent: put it on record
FOLLOW_FEED: Final = "follow_feed"
READ_FEED: Final = "read_feed"  # take its items this once
DETAILS: Final = "details"  # the form in which a document's details are confirmed
ADDING: Final = (ADD_LINK, FOLLOW_FEED, READ_FEED, DETAILS)

# Digests.
DIGEST_SHOW: Final = "digest_show"  # a claim's card; its value names the claim (notices too)
DIGEST_MORE: Final = "digest_more"  # the next page; its value names the delivery and the page
DIGEST_NEW: Final = "digest_new"
DIGEST_MINE: Final = "digest_mine"  # a new one by direct message
DIGEST_CHANGE: Final = "digest_change"
DIGEST_STOP: Final = "digest_stop"
DIGEST_GO_ON: Final = "digest_go_on"  # after the bot paused it
DIGEST_PREVIEW: Final = "digest_preview"  # in the form, with what is chosen there
DIGESTS: Final = (
    DIGEST_SHOW,
    DIGEST_MORE,
    DIGEST_NEW,
    DIGEST_MINE,
    DIGEST_CHANGE,
    DIGEST_STOP,
    DIGEST_GO_ON,
    DIGEST_PREVIEW,
)

# Watches: who wants to be told when a claim changes, or when an open question has an answer.
WATCH: Final = "watch"
UNWATCH: Final = "unwatch"
WATCH_QUESTION: Final = "watch_question"
UNWATCH_QUESTION: Final = "unwatch_question"
NOT_MEANT: Final = "not_meant"  # the answer to an open question is another matter
WATCHING: Final = (WATCH, UNWATCH, WATCH_QUESTION, UNWATCH_QUESTION, NOT_MEANT)

EDITORS: Final = "editors"  # on the Home tab: the form that says who they are

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
    *REVIEWING,
    *ADDING,
    *CARING,
    *DIGESTS,
    *WATCHING,
    EDITORS,
)

# Callback ids of modals.
SOURCES_VIEW: Final = "sources_view"
REPORT_WRONG_CLAIM: Final = "report_wrong_claim"
REPORT_OUTDATED: Final = "report_outdated"
REVIEW_EDIT_VIEW: Final = "review_edit_view"
REVIEW_LINK_VIEW: Final = "review_link_view"
REVIEW_SPLIT_VIEW: Final = "review_split_view"
REVIEW_REJECT_VIEW: Final = "review_reject_view"
REVIEW_WHICH_VIEW: Final = "review_which_view"  # which of several speakers of that name

CARE_VIEW: Final = "care_view"  # a claim, or its history
CARE_FORM: Final = "care_form"
ADD_VIEW: Final = "add_view"
DETAILS_VIEW: Final = "details_view"
DIGEST_FORM: Final = "digest_form"
EDITORS_FORM: Final = "editors_form"

FORMS: Final = (
    ADD_VIEW,
    DETAILS_VIEW,
    CARE_FORM,
    DIGEST_FORM,
    EDITORS_FORM,
    REPORT_WRONG_CLAIM,
    REPORT_OUTDATED,
    REVIEW_EDIT_VIEW,
    REVIEW_LINK_VIEW,
    REVIEW_SPLIT_VIEW,
    REVIEW_REJECT_VIEW,
    REVIEW_WHICH_VIEW,
)

# Menus whose choices Slack asks for while somebody types.
DIGEST_TOPICS: Final = "digest_topics"
OPTIONS: Final = (DIGEST_TOPICS,)

# Block and action id of the comment in a report.
COMMENT: Final = "comment"

# Block and action ids of the inputs of the form that adds.
ADD_ADDRESS: Final = "add_address"
ADD_TEXT: Final = "add_text"
ADD_OUTLET: Final = "add_outlet"
ADD_DATE: Final = "add_date"
