"""What something outside the registers still lacks of an item: the system, its classification, or what runs; pure."""

from __future__ import annotations

from collections.abc import Mapping

from models.ai_system import AiSystem
from workflows.lifecycle.readiness.lines import Lacking
from workflows.lifecycle.satisfying.running import ANYWHERE, IN_PRODUCTION
from workflows.lifecycle.satisfying.system import LABELS, SAYS, unsaid

CLASSIFIED = frozenset({"IN-2", "IN-3", "AD-2", "AD-3", "RE-5", "CH-2"})


def lacking_outside(item: str, system: AiSystem, where: Mapping[str, str]) -> Lacking | None:
    """What is missing of an item that no register answers, with the place where it is written; None for others."""
    if item in SAYS:
        codes = tuple(("need_field", {"field": LABELS[name]}) for name in unsaid(system, item))
        name = where["system"]
        return Lacking("system", name, system.name, codes, f"/systems/{name}/edit") if codes else None
    if item in CLASSIFIED:
        place = f"/systems/{where['system']}/classify"
        return Lacking("classification", where["system"], system.name, (("need_classification", {}),), place)
    if item in IN_PRODUCTION | ANYWHERE:
        code = "need_production" if item in IN_PRODUCTION else "need_running"
        place = f"/versions/{where['version']}#deployments"
        return Lacking("deployment", where["version"], "", ((code, {}),), place)
    return None
