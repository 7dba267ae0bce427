"""A Slack that rotates the bot's tokens: each refresh token is taken once, and tokens end."""

from __future__ import annotations

import base64
import time
from typing import Any

from bot.demo.wire import Reply
from bot.demo.workspace import Call, Fields
from tests.standin import FaultySlack

CLIENT_ID, CLIENT_SECRET = "10.20", "keep-this"
HALF_A_DAY = 43_200
FIRST, FIRST_REFRESH = "xoxe.xoxb-first", "xoxe-first"


class RotatingSlack(FaultySlack):
    """`ahead` seconds are added to its clock. It takes the tokens in `ended` no more, whatever the
    clock says."""

    def __init__(self, **options: Any) -> None:
        super().__init__(token=FIRST, **options)
        self.ahead = 0.0
        self.ended: set[str] = set()
        self.given = 0
        self.takes = FIRST_REFRESH
        self.until = {FIRST: time.time() + HALF_A_DAY}
        self.secret = CLIENT_SECRET

    def environment(self) -> dict[str, str]:
        return super().environment() | {
            "SLACK_CLIENT_ID": CLIENT_ID,
            "SLACK_CLIENT_SECRET": CLIENT_SECRET,
            "SLACK_REFRESH_TOKEN": FIRST_REFRESH,
        }

    def answer(self, method: str, params: Fields, token: str | None) -> Reply | None:
        if method == "oauth.v2.access":
            with self.workspace.changed:
                self.workspace.calls.append(Call(method, dict(params), time.time()))
            return self.carry_out(method, params, lambda: self._rotated(params, token or ""))
        if token in self.until and token != self.token:  # an earlier one, which works until its end
            if self._is_over(token):
                return self._reply({"ok": False, "error": "token_expired"})
            return super().answer(method, params, self.token)
        if self._is_over(self.token) and token == self.token:
            return self._reply({"ok": False, "error": "token_expired"})
        return super().answer(method, params, token)

    def _is_over(self, token: str) -> bool:
        return token in self.ended or self.until[token] <= time.time() + self.ahead

    def _rotated(self, params: Fields, header: str) -> Reply:
        """docs.slack.dev/reference/methods/oauth.v2.access, with grant_type=refresh_token."""
        given = base64.b64decode(header.removeprefix("Basic ")).decode()
        with self.workspace.changed:
            error = ""
            if given.partition(":")[0] != CLIENT_ID:
                error = "invalid_client_id"
            elif given != f"{CLIENT_ID}:{self.secret}":
                error = "bad_client_secret"
            elif params.get("grant_type") != "refresh_token":
                error = "invalid_grant_type"
            elif params.get("refresh_token") != self.takes:
                error = "invalid_refresh_token"
            if error:
                return self._reply({"ok": False, "error": error})
            self.given += 1
            self.token, self.takes = f"xoxe.xoxb-{self.given}", f"xoxe-1-{self.given}"
            self.until[self.token] = time.time() + self.ahead + HALF_A_DAY
            return self._reply(
                {
                    "ok": True,
                    "access_token": self.token,
                    "refresh_token": self.takes,
                    "expires_in": HALF_A_DAY,
                    "token_type": "bot",
                }
            )
