"""How figures and dates are written: the small grammars behind `quantities` and `dates`."""

__all__ = ["change_words", "figures", "measure_words", "number_words", "tokens"]
