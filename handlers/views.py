"""The forms that people send: comments on reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from bot.ask import reports as desk
from bot.services import Services
from bot.slack import action_ids
from bot.slack.installations import Installation
from bot.slack.registry import Registry
from handlers import parsing


def register(app: Registry, services: Services) -> None:
    """Register every form."""

    def commented(kind: Literal["wrong_claim", "outdated"]) -> Callable[..., None]:
        def sent(body: dict[str, Any], ack: Callable[[], Any], installation: Installation) -> None:
            click = parsing.submission(body, installation)
            text = parsing.comment(body, action_ids.COMMENT, action_ids.COMMENT)
            desk.comment(services, installation, click, kind, text)
            ack()

        return sent

    app.view(action_ids.REPORT_WRONG_CLAIM, commented("wrong_claim"))
    app.view(action_ids.REPORT_OUTDATED, commented("outdated"))
