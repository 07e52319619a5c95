"""Published results: a model card of Hugging Face or a CycloneDX parts list brings its measured values; pure."""

from __future__ import annotations

from workflows.assurance.evaluations.results_file import MOST, Row, read_results
from workflows.ground.refused import Refused, Several
from workflows.inventory.exchange.prefilling import prefilled
from workflows.inventory.exchange.reading import read_public
from workflows.inventory.registers.declaring import of
from workflows.inventory.registers.filling import stored


def results_from(data: bytes) -> list[Row]:
    """The results of a file of any form that is known; raises Refused or Several beside `file`."""
    return _published(data) if is_public(data) else read_results(data)


def is_public(data: bytes) -> bool:
    """Whether a file begins as a card does, or is JSON that names a public format."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    return head.startswith(b"---") or (head.startswith(b"{") and b'"bomFormat"' in head)


def _published(data: bytes) -> list[Row]:
    field = of("evaluation").field("results")
    assert field is not None
    file = read_public(data)
    rows = [row for draft in prefilled(file, "evaluation") for row in draft.body.get("results", ())]
    if not rows:
        raise Refused("results_empty", field="file")
    if len(rows) > MOST:
        raise Refused("results_many", field="file", limit=MOST)
    bad: list[Refused] = []
    found: list[Row] = stored(field, rows, "file", bad)
    if bad:
        raise Several([_named(one) for one in bad])
    return found


def _named(refused: Refused) -> Refused:
    """A refusal of the third row's value as one of line 3 of the file."""
    _, number, column = (refused.field or "file-0-").split("-", 2)
    return Refused("results_row_cell", field="file", row=int(number) + 1, column=column)
