"""Which evidence stands behind which item in the sample company, and the words of its answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from workflows.ground.canonical import sha256
from workflows.sample import files

FOLDER = Path(__file__).resolve().parents[2] / "catalogue" / "sample"


@lru_cache(maxsize=8)
def content(name: str) -> Any:
    """One file of the sample's content: `answers`, `systems` or `people`."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def answer(item_key: str, system: str, label: str) -> str:
    """What the team says to an item; raises KeyError for an item that the sample does not know."""
    return str(content("answers")[item_key]).format(system=system, label=label)


GROUPS = ("18–24", "25–39", "40–64", "65+", "Women", "Men")


def artefact_of(key: str, label: str) -> str:
    """The digest by which a version of the sample is recognised."""
    return "sha256:" + sha256(f"{key} {label}".encode())


def evidence(item_key: str, system: str, label: str, gap: float = 3.1) -> list[tuple[str, bytes]]:
    """The files behind an item as (name, bytes); empty where words are enough. `gap` is the largest group gap."""
    slug = system.lower().replace(" ", "-")
    made: dict[str, Callable[[], list[tuple[str, bytes]]]] = {
        "IN-4": lambda: [(f"risk-screening {slug}.csv", _risks())],
        "DE-1": lambda: [(f"Requirements {system} 1.4.pdf", _requirements(system))],
        "DE-7": lambda: [(f"data-plan-{slug}.md", _data_plan(system))],
        "DA-4": lambda: [(f"representativeness_{label}.xlsx", _shares())],
        "DA-11": lambda: [(f"test plan {label}.md", _test_plan())],
        "TE-1": lambda: [
            (f"Test report {system} {label}.pdf", _test_report(system, label)),
            ("metrics.json", _metrics(label)),
        ],
        "TE-3": lambda: [(f"fairness_{label}.csv", _fairness(gap)), (f"gaps {label}.png", _gaps(gap))],
        "TE-13": lambda: [(f"rollback – plan {label}.txt", _rollback(label))],
        "TE-14": lambda: [(f"Monitoring plan {system}.md", _monitoring())],
        "DM-1": lambda: [("version-proof.txt", _proof(label))],
        "RE-1": lambda: [(f"monitoring_{slug}_Q3.csv", _quarter())],
        "CH-1": lambda: [(f"change request {label}.md", _change(label))],
        "RT-1": lambda: [(f"Ausstiegsplan für {system}.txt", _retirement(system))],
        "AD-7": lambda: [(f"plan {slug} (19 points).csv", _plan())],
        "RS-1": lambda: [("cause analysis.md", _cause())],
    }
    return made[item_key]() if item_key in made else []


def _risks() -> bytes:
    rows = [
        ("R-1", "Wrong result acted upon unseen", 4, 3, 12),
        ("R-2", "Group treated worse", 4, 2, 8),
        ("R-3", "Data leaves the house", 3, 2, 6),
        ("R-4", "Staff trust it too much", 3, 3, 9),
        ("R-5", "Source changes unnoticed", 2, 3, 6),
        ("R-6", "Nobody on duty to stop it", 4, 1, 4),
    ]
    return files.csv_file(("id", "risk", "impact", "likelihood", "score"), rows)


def _requirements(system: str) -> bytes:
    return files.pdf_file(
        f"Requirements for {system}, 1.4",
        [
            "1  Purpose and users as registered.",
            "2  Error rate at most 3 percent on the kept-back set.",
            "3  Largest gap between groups at most 5.0 points.",
            "4  Answer within 2 seconds, refusal instead of a guess.",
            "5  Out of scope: any decision without a person, any use outside the department.",
        ],
    )


def _data_plan(system: str) -> bytes:
    return files.markdown_file(
        f"Data plan for {system}",
        ["Three internal sources with rights and retention", "At least 1,000 rows per group", "No free text"],
    )


def _shares() -> bytes:
    ours, affected = (14.1, 31.0, 41.0, 13.9, 49.0, 51.0), (13.0, 32.0, 43.0, 12.0, 50.0, 50.0)
    rows = [(g, n, a, round(n - a, 1)) for g, n, a in zip(GROUPS, ours, affected, strict=True)]
    return files.xlsx_file(("group", "share in data %", "share affected %", "difference"), rows)


def _test_plan() -> bytes:
    cases = [f"Case {n:02}: limit fixed on the day of approval" for n in range(1, 23)]
    return files.markdown_file("Test plan, 22 cases", cases)


def _test_report(system: str, label: str) -> bytes:
    return files.pdf_file(
        f"Test report {system} {label}",
        [
            "Set: kept back by the validator, 18,204 rows, not seen in training.",
            "22 cases run, 21 passed.",
            "Case 17 (incomplete address) failed: result given instead of a refusal.",
            "Fixed in the loader, case repeated: passed.",
            "Error rate 2.1 percent against a limit of 3.0.",
            "Signed: Henrik Dahl, model validator.",
        ],
    )


def _metrics(label: str) -> bytes:
    return files.json_file(
        {"version": label, "rows": 18204, "error_rate": 0.021, "auc": 0.871, "limits": {"error_rate": 0.03}}
    )


def _fairness(gap: float) -> bytes:
    base = (-gap, 0.4, 0.7, -1.4, -0.5, 0.5)
    sizes = (1316, 6870, 8114, 1904, 8733, 9471)
    rows = [(g, n, f"{61.5 + d:.1f}", f"{d:+.1f}") for g, n, d in zip(GROUPS, sizes, base, strict=True)]
    return files.csv_file(("group", "n", "approved %", "gap"), rows)


def _gaps(gap: float) -> bytes:
    return files.png_chart([round(gap * 10), 4, 7, 14, 5, 5])


def _rollback(label: str) -> bytes:
    return files.text_file(
        f"Rollback of {label}",
        [
            "1. Switch traffic to the version before (under 5 minutes).",
            "2. Tell the clerks.",
            "3. Keep the logs.",
        ],
    )


def _monitoring() -> bytes:
    return files.markdown_file(
        "Indicators and limits",
        [
            "Error rate, weekly, limit 3 %",
            "Overrides, weekly, limit 8 %",
            "Complaints, weekly, limit 5",
            "Drift, daily",
        ],
    )


def _proof(label: str) -> bytes:
    return files.text_file(
        f"Version proof {label}", ["approved sha256: see version", "running sha256: the same"]
    )


def _quarter() -> bytes:
    weeks = [(f"week {27 + n}", f"{2.0 + n % 4 * 0.1:.1f}", 2 + n % 3, n % 2) for n in range(13)]
    return files.csv_file(("week", "error rate %", "overrides %", "complaints"), weeks)


def _change(label: str) -> bytes:
    return files.markdown_file(
        f"Change towards {label}", ["Threshold 0.62 instead of 0.58", "Two features dropped"]
    )


def _retirement(system: str) -> bytes:
    return files.text_file(f"Retirement of {system}", ["Replaced on 31 March.", "Fallback: reporting tool."])


def _plan() -> bytes:
    rows = [(n, f"Point {n}", "Ana Ribeiro", f"2027-0{1 + n % 6}-15") for n in range(1, 20)]
    return files.csv_file(("no", "what", "owner", "due"), rows)


def _cause() -> bytes:
    return files.markdown_file(
        "Cause", ["Unit of a source field changed on a Friday", "Load check added and tried"]
    )
