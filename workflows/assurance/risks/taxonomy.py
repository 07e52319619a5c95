"""What the catalogue knows of AI risks: kinds of risk, objectives, sources, scales, questions and controls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue"
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class KnownRisk:
    """A kind of risk with what usually goes with it; likelihood and impact are where a rating may start."""

    key: str
    label: str
    text: str
    objectives: tuple[str, ...]
    sources: tuple[str, ...]
    indicators: tuple[str, ...]
    controls: tuple[str, ...]
    measures: tuple[str, ...]
    articles: tuple[str, ...]
    likelihood: int
    impact: int


@dataclass(frozen=True)
class Question:
    """A question of the impact assessment, and the articles of the EU AI Act behind it."""

    id: str
    topic: str
    text: str
    articles: tuple[str, ...]


@dataclass(frozen=True)
class Dimension:
    """Whom an effect falls on, with the questions asked about them."""

    key: str
    label: str
    control: str
    questions: tuple[Question, ...]


@cache
def known_risks() -> tuple[KnownRisk, ...]:
    """All kinds of risk in the order of the catalogue."""
    return tuple(
        KnownRisk(
            key=one["key"],
            label=one["label"],
            text=one["text"],
            objectives=tuple(one["objectives"]),
            sources=tuple(one["sources"]),
            indicators=tuple(one["indicators"]),
            controls=tuple(one["default_controls"]),
            measures=tuple(one["measures"]),
            articles=tuple(one["eu"]),
            likelihood=one["default_likelihood"],
            impact=one["default_impact"],
        )
        for one in _taxonomy()["risks"]
    )


def known_risk(key: str) -> KnownRisk | None:
    """One kind of risk by its key."""
    return next((one for one in known_risks() if one.key == key), None)


@cache
def dimensions() -> tuple[Dimension, ...]:
    """Individuals, groups and society with their questions."""
    return tuple(
        Dimension(
            one["key"],
            one["label"],
            one["control"],
            tuple(Question(q["id"], q["topic"], q["text"], tuple(q["eu"])) for q in one["questions"]),
        )
        for one in _taxonomy()["impact_assessment"]["dimensions"]
    )


def criteria() -> Mapping[str, Any]:
    """The scales, bands, review intervals and who accepts, as the catalogue suggests them."""
    found: Mapping[str, Any] = _taxonomy()["default_criteria"]
    return found


def impact_scale(name: str) -> Choices:
    """One scale of the impact assessment as choices, such as `severity`."""
    return numbered(_taxonomy()["impact_assessment"]["scales"][name])


def numbered(scale: Mapping[int, str]) -> Choices:
    """A scale from 1 to 5 as choices that show their number."""
    return tuple((str(number), f"{number}: {words}") for number, words in scale.items())


def labels(part: str) -> Choices:
    """`objectives` or `risk_sources` or `risks` as choices."""
    return tuple((one["key"], one["label"]) for one in _taxonomy()[part])


@cache
def annex_a() -> Choices:
    """The 38 controls of Annex A as choices: number and label."""
    areas = _read("iso42001")["annex_a"]
    return tuple(
        (control["ref"], f"{control['ref']} {control['label']}")
        for area in areas
        for control in area["controls"]
    )


@cache
def _taxonomy() -> Mapping[str, Any]:
    return _read("risk_taxonomy")


def _read(name: str) -> Mapping[str, Any]:
    # The catalogue is part of the code; its loader builds plain data only.
    text = (CATALOGUE / f"{name}.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return found
