"""A process that is told to stop."""

from __future__ import annotations

import signal

import pytest

from bot.run.stopping import told_to_stop


@pytest.mark.timeout(20)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_is_heard_also_while_the_process_looks_whether_it_was_told(number: int) -> None:
    with told_to_stop() as stop:
        assert not stop.is_set()
        with stop._cond:  # type: ignore[attr-defined] # as at the beginning of `stop.wait()`
            signal.raise_signal(number)
        assert stop.wait(5)


def test_before_and_afterwards_signals_do_what_they_did() -> None:
    before = [signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)]
    with told_to_stop() as stop:
        pass
    assert [signal.getsignal(one) for one in (signal.SIGTERM, signal.SIGINT)] == before
    assert stop.wait(5)
