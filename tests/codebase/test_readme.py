"""The README says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from config import HOME, PREFIX, Settings
from workflows.lifecycle.machine import TABLE
from workflows.lifecycle.picture import mermaid

README = Path(HOME, "README.md").read_text(encoding="utf-8")


def test_the_lifecycle_picture_is_the_one_of_the_transition_table() -> None:
    assert f"```mermaid\n{mermaid()}\n```" in README
    assert sum(len([r["source"]] if isinstance(r["source"], str) else r["source"]) for r in TABLE) == len(
        re.findall(r"^    \w+ --> \w+: (?!rework makes|renewal|resumption)", README, re.M)
    )


def test_every_setting_is_listed() -> None:
    listed = set(re.findall(rf"{PREFIX}[A-Z0-9_]+", README))
    listed |= {f"{PREFIX}EVIDENCE{end}" for end in ("_REGION", "_ACCESS_KEY_ID", "_SECRET_ACCESS_KEY")}
    for name in Settings.model_fields:
        expected = "DATABASE_URL" if name == "database_url" else f"{PREFIX}{name.upper()}"
        assert expected in listed or expected in README, expected


def test_every_file_that_it_points_to_is_there() -> None:
    for name in re.findall(r"\]\(([^)#]+)\)|`(docs/[\w/.-]+|[A-Z]+\.md)`", README):
        target = name[0] or name[1]
        assert Path(HOME, target).exists(), target
