"""The metrics of one process for Prometheus, in one registry."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest


class Metrics:
    """The counters of one process; `registry` holds them all."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.asked = self._counter("inquiries", "Statements asked about", "surface")
        self.answered = self._counter("answers", "Answers given", "outcome")
        self.failed = self._counter("failures", "Answers given up", "reason")
        self.resent = self._counter(
            "resent", "Replies sent again because nobody could tell whether the first one arrived"
        )
        self.retried = self._counter("retries", "Calls to be tried again", "reason")
        self.errors = self._counter("errors", "Failures without a sentence of their own")
        self.ticks = self._counter("ticks", "Runs of the scheduler", "tick", "result")
        self.tick_seconds = Histogram(
            "on_record_tick_seconds",
            "How long a run of the scheduler took",
            ["tick"],
            buckets=(0.01, 0.1, 1, 10, 60, 600),
            registry=self.registry,
        )
        self.posted = self._counter(
            "postings", "Digests and notices that came to an end", "what", "state"
        )
        self.noticed = self._counter("noticed", "Notices made", "why")
        self.forgotten = self._counter("forgotten", "Old rows deleted")
        self.latency = Histogram(
            "on_record_answer_seconds",
            "From the question's being stored to its reply",
            buckets=(0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300),
            registry=self.registry,
        )

    def watch(self, name: str, meaning: str, value: Callable[[], float]) -> None:
        """Add a gauge; `value` is called whenever the metrics are read."""
        Gauge(name, meaning, registry=self.registry).set_function(value)

    def text(self) -> bytes:
        """All metrics in Prometheus' text format."""
        return generate_latest(self.registry)

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"on_record_{name}_total", meaning, labels, registry=self.registry)
