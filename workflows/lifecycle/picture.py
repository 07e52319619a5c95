"""Draws the lifecycle as text out of the transition table, so that the README can never show another one."""

from __future__ import annotations

from models.enums import Gate
from workflows.lifecycle.machine import KEEPS_STAGE, LIVE, TABLE


def mermaid() -> str:
    """The stages and the gates between them in Mermaid's state notation."""
    lines = ["stateDiagram-v2", "    [*] --> intake"]
    for row in TABLE:
        trigger = str(row["trigger"])
        sources = [row["source"]] if isinstance(row["source"], str) else row["source"]
        is_rework = trigger.startswith("rework_to_")
        word = Gate.REWORK.value if is_rework else trigger.removeprefix("pass_")
        lines += [f"    {source} --> {row['dest']}: {word}" for source in sources]
    for gate, stages in KEEPS_STAGE.items():
        lines += [f"    {stage} --> {stage}: {gate}" for stage in stages]
    lines += [f"    {stage} --> {stage}: rework makes the next version" for stage in sorted(LIVE)]
    lines.append("    retirement --> [*]")
    return "\n".join(lines)
