"""Stopping when a person or the host says so."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue


@contextmanager
def told_to_stop() -> Iterator[threading.Event]:
    """An event that SIGTERM or Ctrl-C sets."""
    stop = threading.Event()
    told: SimpleQueue[None] = SimpleQueue()

    def heed() -> None:
        told.get()
        stop.set()

    # A signal is handled in the middle of whatever the main thread does: where that is just looking
    # at the event, to set it there would wait for itself for ever. To put into the queue does not.
    threading.Thread(target=heed, name="stop", daemon=True).start()
    signals = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(one, lambda *_: told.put(None)) for one in signals]
    try:
        yield stop
    finally:
        told.put(None)
        for one, old in zip(signals, before, strict=True):
            signal.signal(one, old)
