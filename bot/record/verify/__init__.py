"""Goes over the whole record and says what is to be looked at: `verify`."""

__all__ = ["findings", "noting", "verifying"]
