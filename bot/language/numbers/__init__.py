"""How figures and dates are written: the small grammars behind `quantities` and `dates`."""
