"""Reads a dataset card of Hugging Face."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.ground.refused import Refused
from workflows.inventory.exchange.cards import Card, read_card
from workflows.inventory.exchange.facts import DatasetFacts, FieldFacts, PublicFile, SplitFacts
from workflows.inventory.exchange.model_card_in import left_out, licence_of
from workflows.inventory.exchange.taking import MOST_PARTS, line, lines, number, table, tables

FORMAT = "Hugging Face dataset card"

_READ = (
    "license license_name license_link language pretty_name tags task_categories task_ids size_categories "
    "source_datasets dataset_info annotations_creators language_creators version"
)
_TAKEN = frozenset(_READ.split())
_OF_DATASETS = frozenset(
    ("dataset_info", "task_categories", "size_categories", "source_datasets", "annotations_creators")
)


def read_dataset_card(text: str) -> PublicFile:
    """The dataset a card describes, with the fields and splits of its `dataset_info`."""
    return of_card(read_card(text))


def describes_dataset(card: Card) -> bool:
    """Whether the front matter is that of a dataset; a model's has none of these fields."""
    return bool(_OF_DATASETS & set(card.matter)) or card.title.casefold().startswith("dataset card")


def of_card(card: Card) -> PublicFile:
    """The dataset of a card that was taken apart already."""
    matter = card.matter
    name = line(matter.get("pretty_name")) or card.title.removeprefix("Dataset Card for ").strip()
    if not name:
        raise Refused("public_no_name", field="file")
    infos = tables(matter.get("dataset_info"))
    splits = [split for info in infos for split in _splits(info)]
    dataset = DatasetFacts(
        name=name[:200],
        version=line(matter.get("version"), 80),
        licence=licence_of(matter),
        languages=lines(matter.get("language"), 40),
        tags=lines([*lines(matter.get("tags"), 80), *lines(matter.get("task_categories"), 80)], 80),
        sources=lines(matter.get("source_datasets")),
        size=", ".join(lines(matter.get("size_categories"), 40)),
        rows=_total(splits),
        fields=tuple(one for info in infos for one in _fields(info))[:MOST_PARTS],
        splits=tuple(splits)[:MOST_PARTS],
        **_said(card, matter),
    )
    return PublicFile(FORMAT, datasets=(dataset,), left_out=left_out(matter, _TAKEN))


def _said(card: Card, matter: Mapping[str, Any]) -> dict[str, Any]:
    said = card.said
    made_by = ", ".join(lines(matter.get("annotations_creators"), 80))
    return {
        "description": said("dataset summary", "dataset description", "dataset details") or card.opening,
        "citation": said("citation", "citation information"),
        "uses": said("direct use", "supported tasks and leaderboards", "uses"),
        "out_of_scope": said("out of scope use"),
        "collection": said(
            "data collection and processing",
            "initial data collection and normalization",
            "source data",
            "curation rationale",
        ),
        "annotation": said("annotation process", "annotations") or made_by,
        "preparation": said("preprocessing", "data preparation", "dataset creation"),
        "personal": said("personal and sensitive information"),
        "biases": said("discussion of biases", "bias risks and limitations", "biases"),
        "limitations": said("other known limitations", "bias risks and limitations", "limitations"),
        "representativeness": said("representativeness", "population"),
        "maintenance": said("maintenance", "dataset curators", "dataset card contact"),
    }


def _splits(info: Mapping[str, Any]) -> list[SplitFacts]:
    config = line(info.get("config_name"), 80)
    return [
        SplitFacts(
            " / ".join(part for part in (config, line(split.get("name"), 80)) if part),
            number(split.get("num_examples")),
            number(split.get("num_bytes")),
        )
        for split in tables(info.get("splits"))
    ]


def _fields(info: Mapping[str, Any]) -> list[FieldFacts]:
    found = []
    for feature in tables(info.get("features")):
        kind = line(feature.get("dtype"), 80)
        if not kind:
            kind = next((key for key in ("sequence", "list", "struct") if key in feature), "")
        names = table(table(feature.get("dtype")).get("class_label")).get("names")
        if names:
            kind = "class_label"
        classes = ", ".join(lines(list(table(names).values()), 60))
        found.append(FieldFacts(line(feature.get("name"), 120), kind, classes[:300]))
    return [one for one in found if one.name]


def _total(splits: list[SplitFacts]) -> str:
    counted = [int(one.rows) for one in splits if one.rows.isdigit()]
    return str(sum(counted)) if counted else ""
