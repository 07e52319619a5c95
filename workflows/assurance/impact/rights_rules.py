"""What a DPIA and a FRIA must not say at once; pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.ground.refused import Refused

MANY = 2
"""So many reasons for a DPIA make it due unless somebody says why not."""


def problems_of_dpia(body: Mapping[str, Any]) -> list[Refused]:
    """A "no" against several reasons needs a sentence."""
    reasons = body.get("criteria") or []
    if body.get("need") == "no" and len(reasons) >= MANY and not str(body.get("need_reason") or "").strip():
        return [Refused("dpia_no_reason", field="need_reason")]
    return []


def problems_of_fria(body: Mapping[str, Any]) -> list[Refused]:
    """The authority is told once the assessment is there, and there is something that shows it."""
    if body.get("notified_on") and not str(body.get("notice") or "").strip():
        return [Refused("fria_notice_missing", field="notice")]
    return []
