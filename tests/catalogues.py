"""The catalogues of `bot/locale` and the texts of the code: `python -m tests.catalogues` (or `make
words`) brings each up to date, new texts empty; tests/contract/test_languages.py fails where one is
not.

A catalogue has the texts of one package ("ask" for bot/ask), "bot" those of the modules directly in
bot/, and "handlers" those of the handlers.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from bot.i18n import ENGLISH, LANGUAGES
from tests.paths import ROOT

LOCALE = ROOT / "bot" / "locale"
TRANSLATED = [language for language in LANGUAGES if language != ENGLISH]
NOT_TRANSLATED = {"cli", "demo", "locale"}  # the command line and the doctor are in English


def packages() -> dict[str, list[Path]]:
    """The modules of each catalogue, by its name."""
    folders = sorted(p for p in (ROOT / "bot").iterdir() if p.is_dir() and p.name != "__pycache__")
    found = {p.name: sorted(p.rglob("*.py")) for p in folders if p.name not in NOT_TRANSLATED}
    found["bot"] = sorted((ROOT / "bot").glob("*.py"))
    found["handlers"] = sorted((ROOT / "handlers").glob("*.py"))
    return found


def said_in(modules: list[Path]) -> Catalog:
    """The texts of these modules, each with the files that say it."""
    catalog = Catalog()
    for module in modules:
        place = (module.relative_to(ROOT).as_posix(), 0)
        for message, context in texts_of(ast.parse(module.read_text(encoding="utf-8"))):
            catalog.add(message, context=context, locations=[place])
    return catalog


def texts_of(module: ast.Module) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """The texts of a module, each with its context, in the order of its lines. Babel's own reader
    does not look into f-strings (before Python 3.12)."""
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda it: (it.lineno, it.col_offset)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        texts = [one.value for one in call.args if isinstance(one, ast.Constant)]
        said = [text for text in texts if isinstance(text, str)]
        if name in ("gettext", "N_") and said:
            yield said[0], None
        elif name == "ngettext" and len(said) >= 2:
            yield (said[0], said[1]), None
        elif name == "pgettext" and len(said) == 2:
            yield said[1], said[0]


def kept(language: str, name: str) -> Catalog:
    """A catalogue as it is kept; empty if there is none."""
    path = LOCALE / language / f"{name}.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as opened:
        return read_po(opened, locale=language)


def brought_up_to_date(language: str, name: str, modules: list[Path]) -> bytes | None:
    """The file of a catalogue with exactly the texts of the code; None if they have none."""
    now, before = said_in(modules), kept(language, name)
    fresh = Catalog(locale=language, charset="utf-8")
    for message in now:
        if message.id:
            known = before.get(message.id, message.context)
            string = known.string if known else None
            fresh.add(message.id, string, message.locations, context=message.context)
    if not len(fresh):
        return None
    return written(fresh)


def written(catalog: Catalog) -> bytes:
    """A catalogue as a file, in the order of its modules, without dates that only make noise."""
    from io import BytesIO

    head = (
        f'msgid ""\nmsgstr ""\n"Language: {catalog.locale}\\n"\n'
        f'"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    )
    body = BytesIO()
    write_po(body, catalog, omit_header=True, include_lineno=False, width=100)
    return head.encode() + body.getvalue().strip() + b"\n"


def files() -> Iterator[tuple[Path, bytes | None]]:
    """Each catalogue's file, and what it should hold."""
    for language in TRANSLATED:
        for name, modules in packages().items():
            yield LOCALE / language / f"{name}.po", brought_up_to_date(language, name, modules)


def main() -> None:
    for path, content in files():
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


if __name__ == "__main__":
    main()
