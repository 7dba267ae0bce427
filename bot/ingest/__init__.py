"""Takes documents in: text, files, web pages, feeds, tables and fact-checks made elsewhere.

Plain values in and out. Nothing here knows SQL, Slack or the time. Functions that reach the network
take a resolver and a connector as arguments, and no parser ever fetches.
"""

__all__ = [
    "addresses",
    "connecting",
    "decoding",
    "described",
    "documents",
    "feeds",
    "fetching",
    "files",
    "given",
    "source",
]
