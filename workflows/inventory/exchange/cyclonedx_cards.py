"""What CycloneDX says about a model (`modelCard`) and about data (`data`), as facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.inventory.exchange.facts import DatasetFacts, Digest, Measured, ModelFacts
from workflows.inventory.exchange.taking import MOST_PARTS, block, bullets, line, lines, number, table, tables

MODEL = "machine-learning-model"

_KINDS = frozenset(("dataset", ""))


def model_of(
    raw: Mapping[str, Any],
    common: Mapping[str, str],
    digests: tuple[Digest, ...],
    link: str,
    by_ref: Mapping[str, Mapping[str, Any]],
) -> ModelFacts | None:
    """The model a component is, or None for another kind of component."""
    card = table(raw.get("modelCard"))
    if line(raw.get("type")) != MODEL and not card:
        return None
    parameters = table(card.get("modelParameters"))
    considered = table(card.get("considerations"))
    return ModelFacts(
        name=common["name"],
        version=common["version"],
        description=common["description"],
        licence=common["licence"],
        supplier=common["supplier"],
        link=link,
        tags=lines(raw.get("tags"), 80),
        task=line(parameters.get("task"), 80),
        approach=line(table(parameters.get("approach")).get("type"), 80),
        architecture=_joined(parameters, "architectureFamily", "modelArchitecture"),
        base_models=_ancestors(raw),
        datasets=_named(parameters, by_ref),
        inputs=lines([one.get("format") for one in tables(parameters.get("inputs"))], 120),
        outputs=lines([one.get("format") for one in tables(parameters.get("outputs"))], 120),
        users=_list(considered, "users"),
        uses=_list(considered, "useCases"),
        limitations=_list(considered, "technicalLimitations", "performanceTradeoffs"),
        biases=_fairness(considered),
        ethics=_ethics(considered),
        environment=_energy(considered),
        results=_results(card),
        digests=digests,
    )


def datasets_of(raw: Mapping[str, Any], common: Mapping[str, str]) -> tuple[DatasetFacts, ...]:
    """The datasets a component is, or a model card in it names in full."""
    parameters = table(table(raw.get("modelCard")).get("modelParameters"))
    own = [*tables(raw.get("data")), *tables(parameters.get("datasets"))]
    found = [
        _dataset(one, common if line(raw.get("type")) == "data" else {})
        for one in own
        if line(one.get("type")) in _KINDS and not one.get("ref")
    ]
    if line(raw.get("type")) == "data" and not found:
        found = [_dataset({}, common)]
    return tuple(one for one in found if one.name)


def _dataset(data: Mapping[str, Any], common: Mapping[str, str]) -> DatasetFacts:
    contents, governance = table(data.get("contents")), table(data.get("governance"))
    kept_by = lines([_who(one) for key in ("owners", "stewards") for one in tables(governance.get(key))], 200)
    return DatasetFacts(
        name=line(data.get("name"), 200) or common.get("name", ""),
        version=common.get("version", ""),
        description=block(data.get("description")) or common.get("description", ""),
        licence=common.get("licence", ""),
        link=line(contents.get("url"), 500),
        creators=kept_by,
        tags=lines(data.get("classification"), 80),
        sensitive=bullets(lines(data.get("sensitiveData"), 500)) if data.get("sensitiveData") else "",
    )


def _who(one: Mapping[str, Any]) -> str:
    return line(table(one.get("organization")).get("name") or table(one.get("contact")).get("name"), 200)


def _named(parameters: Mapping[str, Any], by_ref: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Names of the datasets a card lists, by themselves or by reference."""
    found = []
    for one in tables(parameters.get("datasets")):
        reference = line(one.get("ref"), 200)
        found.append(line(one.get("name") or by_ref.get(reference, {}).get("name"), 200) or reference)
    return tuple(one for one in found if one)


def _ancestors(raw: Mapping[str, Any]) -> tuple[str, ...]:
    return lines([one.get("name") for one in tables(table(raw.get("pedigree")).get("ancestors"))], 200)


def _results(card: Mapping[str, Any]) -> tuple[Measured, ...]:
    found = []
    for one in tables(table(card.get("quantitativeAnalysis")).get("performanceMetrics")):
        interval = table(one.get("confidenceInterval"))
        measured = Measured(
            metric=line(one.get("type"), 120),
            value=number(one.get("value")),
            group=line(one.get("slice"), 120),
            low=number(interval.get("lowerBound")),
            high=number(interval.get("upperBound")),
        )
        found.append(measured)
    return tuple(one for one in found if one.metric)[:MOST_PARTS]


def _list(considered: Mapping[str, Any], *keys: str) -> str:
    values = [one for key in keys for one in lines(considered.get(key), 1_000)]
    return block(bullets(values)) if values else ""


def _joined(parameters: Mapping[str, Any], *keys: str) -> str:
    return ", ".join(one for one in (line(parameters.get(key), 120) for key in keys) if one)


def _fairness(considered: Mapping[str, Any]) -> str:
    rows = []
    for one in tables(considered.get("fairnessAssessments")):
        parts = [
            f"{name}: {line(one.get(key), 500)}"
            for key, name in (
                ("groupAtRisk", "Group"),
                ("benefits", "Benefits"),
                ("harms", "Harms"),
                ("mitigationStrategy", "Measure"),
            )
            if line(one.get(key))
        ]
        rows.append("; ".join(parts))
    kept = [one for one in rows if one]
    return block(bullets(kept)) if kept else ""


def _ethics(considered: Mapping[str, Any]) -> str:
    rows = []
    for one in tables(considered.get("ethicalConsiderations")):
        name, measure = line(one.get("name"), 500), line(one.get("mitigationStrategy"), 500)
        rows.append(f"{name} (measure: {measure})" if name and measure else name or measure)
    kept = [one for one in rows if one]
    return block(bullets(kept)) if kept else ""


def _energy(considered: Mapping[str, Any]) -> str:
    known = table(considered.get("environmentalConsiderations"))
    rows = []
    for one in tables(known.get("energyConsumptions")):
        cost = table(one.get("activityEnergyCost"))
        amount = " ".join(part for part in (number(cost.get("value")), line(cost.get("unit"), 20)) if part)
        rows.append(": ".join(part for part in (line(one.get("activity"), 80), amount) if part))
    kept = [one for one in rows if one]
    return block(bullets(kept)) if kept else ""
