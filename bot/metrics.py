"""Figures for Prometheus, in a registry of our own; no label ever names a person."""

from typing import Final

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25)


class Metrics:
    """Every figure of the process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.turns = Counter(
            "consultant_turns", "Answered messages", ("channel", "outcome"), registry=self.registry
        )
        self.turn_seconds = self._histogram("consultant_turn_seconds", "From claim to commit")
        self.inbox_lag_seconds = self._histogram("consultant_inbox_lag_seconds", "From receipt to claim")
        self.search_seconds = self._histogram("consultant_search_seconds", "One search")
        self.sends = Counter(
            "consultant_sends",
            "Messages handed to a messenger",
            ("channel", "outcome"),
            registry=self.registry,
        )
        self.delivery_seconds = self._histogram(
            "consultant_delivery_seconds", "From a message's commit to the messenger's answer"
        )
        self.channel_ok = Gauge(
            "consultant_channel_ok", "Does the messenger work?", ("channel",), registry=self.registry
        )
        self.restarts = Counter(
            "consultant_restarts",
            "Parts that failed and were started again",
            ("part",),
            registry=self.registry,
        )
        self.model_calls = Counter(
            "consultant_model_calls",
            "Calls of the language model",
            ("use", "outcome"),
            registry=self.registry,
        )
        self.model_tokens = Counter(
            "consultant_model_tokens",
            "Tokens of the language model",
            ("use", "direction"),
            registry=self.registry,
        )
        self.model_rub = Counter(
            "consultant_model_rub",
            "What they cost in roubles, by the organisation's price",
            ("use",),
            registry=self.registry,
        )
        self.model_seconds = self._histogram("consultant_model_seconds", "One call, its retry included")
        self.model_ok = self._gauge("consultant_model_ok", "Does the language model answer?")
        self.inbox_waiting = self._gauge("consultant_inbox_waiting", "Messages without an answer")
        self.outbox_waiting = self._gauge("consultant_outbox_waiting", "Messages not delivered yet")
        self.dead_letters = self._gauge("consultant_dead_letters", "Messages put aside, kept for a week")
        self.catalogue_measures = self._gauge("consultant_catalogue_measures", "Published measures")

    def text(self) -> bytes:
        """The exposition format."""
        return generate_latest(self.registry)

    def _gauge(self, name: str, what: str) -> Gauge:
        return Gauge(name, what, registry=self.registry)

    def _histogram(self, name: str, what: str) -> Histogram:
        return Histogram(name, what, buckets=_SECONDS, registry=self.registry)
