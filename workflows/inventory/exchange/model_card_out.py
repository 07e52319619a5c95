"""Writes a model card in the form of Hugging Face: README.md with YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any

import yaml

from workflows.inventory.exchange.facts import Measured, ModelFacts

_SECTIONS = (
    ("Model Details", (("Model Description", "description"), ("Model Architecture", "architecture"))),
    (
        "Uses",
        (("Direct Use", "uses"), ("Out-of-Scope Use", "out_of_scope"), ("Primary Intended Users", "users")),
    ),
    (
        "Bias, Risks, and Limitations",
        (("Bias", "biases"), ("Limitations", "limitations"), ("Ethical Considerations", "ethics")),
    ),
    ("Training Details", (("Training Data", "training_data"), ("Training Procedure", "training"))),
    ("Evaluation", (("", "evaluation"),)),
    ("Environmental Impact", (("", "environment"),)),
)
_FENCE = re.compile(r"^\s*(?:```|~~~)", re.MULTILINE)


def write_model_card(model: ModelFacts) -> str:
    """The card of a model; sections without content are left out, nothing is made up."""
    matter = yaml.dump(
        _matter(model), Dumper=_Dumper, sort_keys=False, allow_unicode=True, default_flow_style=False
    )
    parts = [f"---\n{matter}---\n\n# Model Card for {_one_line(model.name)}\n"]
    for heading, inside in _SECTIONS:
        said = [(name, _text(getattr(model, key))) for name, key in inside if getattr(model, key)]
        if said:
            parts.append(f"## {heading}\n")
            parts.extend(f"### {name}\n\n{text}\n" if name else f"{text}\n" for name, text in said)
    if model.results:
        parts.append("## Measured Values\n\n" + _table(model.results))
    return "\n".join(parts)


class _Number(str):
    """A number that is written as it was measured, without quotes."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes no anchors, and measured numbers as numbers."""

    def ignore_aliases(self, _data: Any) -> bool:
        """The same list written twice is two lists."""
        return True


def _as_number(dumper: yaml.SafeDumper, data: _Number) -> yaml.Node:
    kind = "float" if "." in data else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", str(data))


_Dumper.add_representer(_Number, _as_number)


def _matter(model: ModelFacts) -> dict[str, Any]:
    known = re.fullmatch(r"[a-z0-9][a-z0-9.+-]{0,60}", model.licence.lower()) is not None
    found: dict[str, Any] = {
        "language": list(model.languages),
        "license": model.licence.lower() if known else ("other" if model.licence else ""),
        "license_name": "" if known else model.licence,
        "tags": list(model.tags),
        "datasets": list(model.datasets),
        "base_model": list(model.base_models),
        "pipeline_tag": model.task,
        "model_name": model.name,
        "version": model.version,
        "model-index": [{"name": model.name, "results": _index(model.results)}] if model.results else [],
    }
    return {key: value for key, value in found.items() if value}


def _index(results: Iterable[Measured]) -> list[dict[str, Any]]:
    """Results as `model-index` wants them: one entry for each task, dataset, group and split."""
    found = []
    for (task, dataset, group, split), rows in groupby(
        results, key=lambda one: (one.task, one.dataset, one.group, one.split)
    ):
        data = {"type": dataset or "unnamed", "name": dataset or "unnamed", "config": group, "split": split}
        metrics = [
            {"type": _word(one.metric), "name": one.metric, "value": _number(one.value)}
            | ({"verified": True} if one.verified else {})
            for one in rows
        ]
        found.append(
            {
                "task": {"type": _word(task) or "other", "name": task or "other"},
                "dataset": {key: value for key, value in data.items() if value},
                "metrics": metrics,
            }
        )
    return found


def _number(value: str) -> str:
    """The value as a number of YAML: no exponent, which YAML 1.1 reads as text."""
    try:
        written = format(Decimal(value), "f")
    except InvalidOperation:
        return ""
    return _Number(written) if len(written) <= 40 else value


def _word(name: str) -> str:
    return "-".join(re.findall(r"[a-z0-9@.]+", name.casefold()))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _text(text: str) -> str:
    """A text that stays inside its section: no heading of its own, no comment, every fence closed."""
    kept = re.sub(r"^(?=#)", r"\\", text.replace("<!--", "&lt;!--"), flags=re.MULTILINE)
    return f"{kept}\n```" if len(_FENCE.findall(kept)) % 2 else kept


def _table(results: Iterable[Measured]) -> str:
    rows = ["| Metric | Value | Interval | Group | Dataset | Split |", "|---|---|---|---|---|---|"]
    for one in results:
        interval = f"{one.low} – {one.high}" if one.low and one.high else ""
        cells = (one.metric, one.value, interval, one.group, one.dataset, one.split)
        rows.append("| " + " | ".join(_one_line(cell).replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows) + "\n"
