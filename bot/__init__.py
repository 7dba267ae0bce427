"""On Record: who said it, and who else says so."""

from bot.zones import use_package

use_package()
