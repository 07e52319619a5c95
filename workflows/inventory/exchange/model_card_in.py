"""Reads a model card of Hugging Face."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.ground.refused import Refused
from workflows.inventory.exchange.cards import Card, read_card
from workflows.inventory.exchange.facts import Measured, ModelFacts, PublicFile
from workflows.inventory.exchange.taking import MOST_PARTS, line, lines, number, table, tables

FORMAT = "Hugging Face model card"

_READ = (
    "license license_name license_link language tags datasets base_model model-index pipeline_tag "
    "library_name model_name version metrics"
)
_TAKEN = frozenset(_READ.split())


def read_model_card(text: str) -> PublicFile:
    """The model a card describes, with the results of its `model-index`."""
    return of_card(read_card(text))


def of_card(card: Card) -> PublicFile:
    """The model of a card that was taken apart already."""
    matter = card.matter
    index = tables(matter.get("model-index"))
    name = line(index[0].get("name")) if index else ""
    name = name or line(matter.get("model_name")) or card.title.removeprefix("Model Card for ").strip()
    if not name:
        raise Refused("public_no_name", field="file")
    model = ModelFacts(
        name=name[:200],
        version=line(matter.get("version"), 80),
        licence=licence_of(matter),
        languages=lines(matter.get("language"), 40),
        tags=lines(matter.get("tags"), 80),
        task=line(matter.get("pipeline_tag"), 80),
        base_models=lines(matter.get("base_model")),
        datasets=lines(matter.get("datasets")),
        results=tuple(result for entry in index for result in _results(entry)),
        **_said(card),
    )
    return PublicFile(FORMAT, models=(model,), left_out=left_out(matter, _TAKEN))


def licence_of(matter: Mapping[str, Any]) -> str:
    """The licence by its name; "other" gives way to the name that stands beside it."""
    named = ", ".join(lines(matter.get("license"), 80))
    own = line(matter.get("license_name"), 120)
    return own if own and named in ("", "other") else named


def left_out(matter: Mapping[str, Any], taken: frozenset[str]) -> tuple[str, ...]:
    """Names of fields that nothing here takes, for the reader of the preview."""
    return tuple(sorted(line(key, 60) for key in matter if key not in taken))[:50]


def _said(card: Card) -> dict[str, Any]:
    said = card.said
    return {
        "description": said("model description", "model details", "model summary") or card.opening,
        "architecture": said("model architecture and objective", "model architecture", "architecture"),
        "uses": said("direct use", "intended uses limitations", "intended uses", "intended use", "uses"),
        "out_of_scope": said("out of scope use", "out of scope uses", "misuse and out of scope use"),
        "users": said("primary intended users", "users", "intended users"),
        "limitations": said("limitations", "bias risks and limitations", "limitations and bias"),
        "biases": said("bias", "biases", "bias risks and limitations", "limitations and bias"),
        "ethics": said("ethical considerations", "recommendations"),
        "training_data": said("training data"),
        "training": said("training procedure", "training details", "training"),
        "evaluation": said("evaluation", "evaluation results", "results"),
        "environment": said("environmental impact"),
    }


def _results(entry: Mapping[str, Any]) -> list[Measured]:
    """One row for each metric of each result of a model-index entry."""
    found: list[Measured] = []
    for result in tables(entry.get("results")):
        data, task = table(result.get("dataset")), table(result.get("task"))
        for metric in tables(result.get("metrics")):
            found.append(
                Measured(
                    metric=line(metric.get("name") or metric.get("type"), 120),
                    value=number(metric.get("value")),
                    dataset=line(data.get("name") or data.get("type"), 200),
                    split=line(data.get("split"), 80),
                    group=line(data.get("config"), 120),
                    task=line(task.get("name") or task.get("type"), 120),
                    verified=metric.get("verified") is True,
                )
            )
    return [one for one in found if one.metric][:MOST_PARTS]
