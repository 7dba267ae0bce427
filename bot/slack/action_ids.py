"""The ids by which Slack names a pressed button, a sent form, a menu whose choices it asks for.

A feature declares its ids beside its buttons and forms, as one of these types. A test compares all
declared ids with those registered in `handlers/`, so that every button has a handler. This module
has the ids that several features show, and those of adding to the record.
"""

from __future__ import annotations

from typing import Final


class ActionId(str):
    """The id of a button, or of a menu whose lines are actions."""

    __slots__ = ()


class FormId(str):
    """The callback id of a modal that is sent."""

    __slots__ = ()


class MenuId(str):
    """The id of a menu whose choices Slack asks for while a person types."""

    __slots__ = ()


CARE: Final = ActionId("care")  # what it opens is in its value (`do`)
CARE_FORM: Final = FormId("care_form")
REVIEW_OPEN: Final = ActionId("review_open")  # a document's review
DETAILS: Final = ActionId("details")  # the form in which a document's details are confirmed

# Adding to the record.
ADD_LINK: Final = ActionId("add_link")  # a link that an editor sent: put it on record
FOLLOW_FEED: Final = ActionId("follow_feed")
READ_FEED: Final = ActionId("read_feed")  # take its items this once
ADD_VIEW: Final = FormId("add_view")
DETAILS_VIEW: Final = FormId("details_view")

# Block and action ids of the inputs of the form that adds.
ADD_ADDRESS: Final = "add_address"
ADD_TEXT: Final = "add_text"
ADD_OUTLET: Final = "add_outlet"
ADD_DATE: Final = "add_date"
