"""The starter content of the law: read from the catalogue, until an organisation changes an entry of it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

EU_AI_ACT = "eu_ai_act"
CATALOGUE = Path(__file__).resolve().parents[3] / "catalogue"


@lru_cache(maxsize=2)
def starter(key: str = EU_AI_ACT) -> dict[str, Any]:
    """The parsed file of a scheme that comes with the product; the caller copies before changing anything."""
    content: dict[str, Any] = yaml.safe_load((CATALOGUE / f"{key}.yaml").read_text(encoding="utf-8"))
    return content
