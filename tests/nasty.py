"""Text that must not become mark-up, for tests."""

from __future__ import annotations

NASTY = [
    "<!channel>",
    "<@U123>",
    "<#C1|general>",
    "<https://evil.example|bank>",
    "&lt;!here&gt;",
    "*bold*",
    "a_b _c_",
    "~struck~",
    "`code`",
    "```block```",
    "> quoted",
    ":white_check_mark:",
    "＊bold＊",
    "\u202eevil",
    "قالت الوزارة إن أكثر من 10,000",
    "\u200b",
    "\ud800",
    "👩‍👩‍👧‍👦" * 3,
    "e\u0301" * 5,
]
