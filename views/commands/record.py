"""`flask --app wsgi record …`: the record from the command line."""

from __future__ import annotations

import json
import sys

import click
from flask.cli import with_appcontext

from workflows.ground.words import text
from workflows.record.report import Finding, Report, Verdict
from workflows.record.verify import verify


@click.group("record")
def record() -> None:
    """Read and check the tamper-evident record."""


@record.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print the report for programs.")
@with_appcontext
def verify_command(as_json: bool) -> None:
    """Check every entry: exit 0 consistent, 1 tampered, 2 cannot tell. Changes nothing."""
    report = verify(None if as_json else _progress)
    if as_json:
        print(json.dumps(report.as_plain() | {"exit_code": report.exit_code}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_sentences(report)))
    sys.exit(report.exit_code)


def _progress(checked: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{checked:,} entries checked", end="", file=sys.stderr, flush=True)


def _sentences(report: Report) -> list[str]:
    seconds = report.milliseconds / 1000
    counted = f"{report.checked:,} entries checked in {seconds:.1f} s"
    if report.verdict is Verdict.CONSISTENT:
        return [f"Consistent; not witnessed outside yet. {counted}.", f"Last link: {report.head}"]
    title = {
        Verdict.TAMPERED: f"Tampered: {report.problems:,} problems. {counted}.",
        Verdict.CANNOT_TELL: f"Cannot tell: {report.unknown:,} entries are unknown to this version. {counted}.",
    }[report.verdict]
    more = report.problems + report.unknown - len(report.findings)
    return [title, *map(_finding, report.findings), *([f"… and {more:,} more."] if more else [])]


def _finding(finding: Finding) -> str:
    sentence = text(
        finding.code,
        {"n": finding.n, "expected": finding.expected, "found": finding.found, "what": finding.what},
    )
    compared = f" Expected {finding.expected or 'nothing'}, found {finding.found or 'nothing'}."
    return f"- {sentence}{compared if finding.expected or finding.found else ''}"


commands = (record,)
