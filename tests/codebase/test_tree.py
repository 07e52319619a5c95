"""What is kept in the repository: nothing of one machine, nothing unfinished, every dependency by its hash."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from config import HOME
from tests.fixtures.source import Module, files, name_of, places, read

LOCKS = ["requirements.txt", "requirements-dev.txt", "ops/uv.txt"]
TESTS = [read(path) for path in files("test_*.py", under="tests")]
TEST_IDS = [module.path for module in TESTS]
LONGEST_TEST_FILE = 300
LONG_TESTS: dict[str, int] = {}
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+|opt)/[\w.]")
UNFINISHED = re.compile(
    "|".join(rf"\b{start}{end}\b" for start, end in (("TO", "DO"), ("FIX", "ME"), ("X", "XX")))
)
ASSERTS = ("assert", "raises", "warns", "fail", "expect", "check", "must", "refuse", "require")


def _texts() -> list[tuple[str, str]]:
    listed = subprocess.run(["git", "ls-files"], cwd=HOME, capture_output=True, text=True, check=True).stdout
    kept = [n for n in listed.splitlines() if "/vendor/" not in n and (HOME / n).is_file()]
    found = []
    for name in kept:
        try:
            found.append((name, (HOME / name).read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert [name for name, text in _texts() if MACHINE.search(text)] == []


def test_nothing_is_left_for_later() -> None:
    assert [name for name, text in _texts() if UNFINISHED.search(text)] == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_dependency_is_locked_by_hash_and_without_an_address(name: str) -> None:
    text = (HOME / name).read_text()
    packages = re.findall(r"^[a-z0-9][\w.-]*(?:\[[\w,]+\])?==\S+", text, re.MULTILINE)
    hashed = re.findall(r"^[a-z0-9][^\n]*\\\n\s+--hash=sha256:", text, re.MULTILINE)
    assert len(packages) == len(hashed) > 0
    assert "://" not in text
    assert "index-url" not in text


@pytest.mark.parametrize("module", TESTS, ids=TEST_IDS)
def test_no_test_is_skipped_or_expected_to_fail(module: Module) -> None:
    marks = {"skip", "skipif", "xfail", "importorskip"}
    found = [
        places(module, node)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in marks and "pytest" in ast.unparse(node.value)
    ]
    assert found == []


@pytest.mark.parametrize("module", TESTS, ids=TEST_IDS)
def test_every_test_asserts_something(module: Module) -> None:
    found = [
        places(module, node)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not _asserts(node)
    ]
    assert found == []


def _asserts(function: ast.FunctionDef) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call) and any(
            word in ast.unparse(node.func).rpartition(".")[2].lower() for word in ASSERTS
        ):
            return True
    return False


@pytest.mark.parametrize("module", TESTS, ids=TEST_IDS)
def test_test_files_stay_short(module: Module) -> None:
    assert module.lines <= LONG_TESTS.get(module.path, LONGEST_TEST_FILE)


def test_test_files_have_unique_names() -> None:
    names = [Path(module.path).name for module in TESTS]
    assert sorted(names) == sorted(set(names))


def test_vendored_folders_carry_their_licence() -> None:
    vendors = [HOME / "static" / "vendor", HOME / "tests" / "vendor"]
    folders = [folder for vendor in vendors for folder in vendor.iterdir() if folder.is_dir()]
    assert folders
    assert [name_of(f) for f in folders if not any(f.glob("LICEN[SC]E*"))] == []
