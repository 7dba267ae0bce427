"""The ids by which Slack names a pressed button, a sent form, a menu whose choices it asks for.

A feature declares its ids beside the buttons and forms that carry them, as one of these types; a
test compares all that are declared with what is registered in `handlers/`, so that nothing is
shown that nobody answers to. Here are those that more than one feature shows, and what adding to
the record needs.
"""

from __future__ import annotations

from typing import Final


class ActionId(str):
    """Of a button, or of a menu with a line for each thing to do."""

    __slots__ = ()


class FormId(str):
    """The callback id of a modal that is sent."""

    __slots__ = ()


class MenuId(str):
    """Of a menu whose choices Slack asks for while a person types."""

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
