"""`/metrics` for Prometheus: counts and times, never a name; for who holds the token, or for this machine itself."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Iterator
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, request
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)

from views.security import guard
from workflows.ground.refused import NotFound
from workflows.notices.measures import Measures, measure

pages = Blueprint("metrics", __name__)
APP = "countersign_"


@pages.get("/metrics")
@guard("public")
def show() -> Response:
    """All numbers in the text format of Prometheus; not found without the token."""
    if not _may_read():
        raise NotFound("not_found")
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Reading(measure()))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


show.needs_nobody = True  # type: ignore[attr-defined]


def _may_read() -> bool:
    """With a token set, its bearer only; without one, this machine itself while nobody else is served."""
    token = current_app.config["COUNTERSIGN_METRICS_TOKEN"]
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    # Behind a proxy every asker seems to be this machine: a public address therefore needs the token.
    served = urlsplit(current_app.config["COUNTERSIGN_BASE_URL"]).hostname or ""
    return _is_here(request.remote_addr or "") and (served == "localhost" or _is_here(served))


def _is_here(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


class _Reading:
    """One reading as the collector that the library asks."""

    def __init__(self, found: Measures) -> None:
        self._found = found

    def describe(self) -> list[Metric]:
        """Nothing: the names follow from the reading."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Every metric of the reading."""
        yield from self._requests()
        yield from self._decisions()
        yield from self._sending()
        yield from self._clock()
        yield from self._record()

    def _requests(self) -> Iterator[Metric]:
        found = self._found
        yield _gauge(
            "requests_open", "Requests that are not decided.", ["gate", "status"], found.open_requests
        )
        age = HistogramMetricFamily(f"{APP}request_age_seconds", "Age of the requests that are not decided.")
        age.add_metric([], [(_bound(bound), float(number)) for bound, number in found.ages], found.age_sum)
        yield age
        turns = [(role, (found.now - since).total_seconds()) for role, since in found.turns]
        yield _gauge("turn_wait_seconds", "How long the oldest turn of a role waits.", ["role"], turns)
        breaches = CounterMetricFamily(
            f"{APP}sla_breaches", "Requests undecided when their time was over.", labels=["gate"]
        )
        for gate, number in found.breaches:
            breaches.add_metric([gate], number)
        yield breaches

    def _decisions(self) -> Iterator[Metric]:
        paces = self._found.paces
        half = [(gate, "0.5", value) for gate, value, *_ in paces if value is not None]
        most = [(gate, "0.85", value) for gate, _, value, *_ in paces if value is not None]
        text = "From the first submission to the decision, last 365 days."
        yield _gauge("decision_time_seconds", text, ["gate", "quantile"], half + most)
        recent = [(gate, decided) for gate, _, _, decided, _ in paces]
        yield _gauge("decisions_recent", "Decided in the last 30 days.", ["gate"], recent)
        kept = [(gate, on_time) for gate, _, _, _, on_time in paces]
        yield _gauge("decisions_recent_on_time", "Of these, by their due date.", ["gate"], kept)

    def _sending(self) -> Iterator[Metric]:
        found = self._found
        yield _gauge("outbox_waiting", "Facts that nobody was told of yet.", [], [(found.outbox_waiting,)])
        oldest = (found.now - found.outbox_oldest).total_seconds() if found.outbox_oldest else 0.0
        yield _gauge("outbox_oldest_age_seconds", "Age of the oldest such fact.", [], [(oldest,)])
        yield _gauge("deliveries", "Messages by state.", ["channel", "status"], found.deliveries)
        tries = CounterMetricFamily(
            f"{APP}webhook_deliveries", "Tries to reach a webhook or a chat.", labels=["outcome"]
        )
        for outcome, number in found.attempts:
            tries.add_metric([outcome], number)
        yield tries

    def _clock(self) -> Iterator[Metric]:
        beats = self._found.beats
        last = [(beat.sweep, beat.ok_at.timestamp()) for beat in beats if beat.ok_at]
        yield _gauge("sweep_last_success_timestamp_seconds", "End of the last good run.", ["sweep"], last)
        late = [(beat.sweep, int(beat.alarms)) for beat in beats]
        yield _gauge("sweep_alarms", "1 when a sweep is late, fails or never ran.", ["sweep"], late)

    def _record(self) -> Iterator[Metric]:
        checked = self._found.checked
        at = checked.line.at.timestamp() if checked and checked.line.at else 0.0
        yield _gauge("audit_last_verified_timestamp_seconds", "Last verification.", [], [(at,)])
        if checked:
            ok = int(checked.report.verdict == "consistent")
            yield _gauge("audit_chain_ok", "1 when the last verification was consistent.", [], [(ok,)])


def _gauge(name: str, text: str, labels: list[str], rows: Iterable[tuple[Any, ...]]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(APP + name, text, labels=labels)
    for row in rows:
        family.add_metric([str(label) for label in row[:-1]], float(row[-1]))
    return family


def _bound(seconds: float) -> str:
    return "+Inf" if seconds == float("inf") else str(seconds)
