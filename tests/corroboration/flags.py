"""Every flag as the rules write it, for tests."""

from __future__ import annotations

from bot.corroboration import Flag

FLAGS = [f"{one}:Russia" if one is Flag.NOT_CONFIRMED_BY else one.value for one in Flag]
