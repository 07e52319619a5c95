"""The floors and columns of the house, and what stands at its top."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from config import HOME
from tests.fixtures.source import product

TOP_FOLDERS = {
    ".ci", "catalogue", "docs", "forms", "instance", "jobs", "migrations", "models", "ops", "static", "templates",
    "tests", "views", "workflows",
}  # fmt: skip
TEST_FOLDERS = {
    "bench",
    "browser",
    "codebase",
    "fixtures",
    "tables",
    "functional",
    "migrations",
    "race",
    "unit",
    "vendor",
}
BANNED_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "manager",
    "managers",
    "service",
    "services",
    "common",
    "misc",
}


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=HOME, capture_output=True, text=True, check=True).stdout
    return [Path(line) for line in listed.splitlines()]


def test_nothing_climbs_and_every_column_has_its_place() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo"]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_folder_at_the_top_is_a_known_one() -> None:
    assert {path.parts[0] for path in _tracked() if len(path.parts) > 1} - TOP_FOLDERS == set()


def test_only_the_settings_and_the_assembly_stand_alone_at_the_top() -> None:
    assert {path.name for path in _tracked() if len(path.parts) == 1 and path.suffix == ".py"} == {
        "config.py",
        "wsgi.py",
    }


def test_test_folders_go_by_kind_and_are_no_packages() -> None:
    tests = [path for path in _tracked() if path.parts[0] == "tests" and len(path.parts) > 2]
    assert {path.parts[1] for path in tests} - TEST_FOLDERS == set()
    assert [path for path in tests if path.name == "__init__.py"] == []


def test_no_module_is_called_after_nothing_in_particular() -> None:
    named = {module.path: Path(module.path).stem for module in product()}
    assert [path for path, stem in named.items() if stem in BANNED_NAMES] == []


def test_the_assembly_is_short() -> None:
    assert (HOME / "wsgi.py").read_text().count("\n") < 110
