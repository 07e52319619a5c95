"""Which item and which file the page shows, and the file itself."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from workflows.approvals.review.contents import Changes, FileMark, FilePane
from workflows.approvals.review.page import Look
from workflows.approvals.review.rows import evidence_row
from workflows.ground.ids import key_of


def pick(look: Look, changes: Changes, files: Sequence[FileMark]) -> tuple[str, FileMark | None]:
    """The item and the file that were asked for, or the first that the reader has not seen.

    What is not part of the round counts as not asked for.
    """
    keys = [line.key for line in (*changes.changed, *changes.same)]
    named = next((file for file in files if file.ref == look.evidence), None)
    item = look.item if look.item in keys else named.item if named else (keys[0] if keys else "")
    mine = [file for file in files if file.item == item]
    if named is not None and named.item != item:
        named = next((file for file in mine if file.ref == named.ref), None)
    unseen = next((file for file in sorted(mine, key=lambda one: not one.is_new) if not file.ticked), None)
    return item, named or unseen or (mine[0] if mine else None)


def following(mark: FileMark, files: Sequence[FileMark]) -> FileMark | None:
    """The next file that the reader has not checked, from this one on and around; None when there is no other."""
    at = next((number for number, file in enumerate(files) if file is mark), 0)
    around = [*files[at + 1 :], *files[:at]]
    return next((file for file in around if not file.ticked and file.ref != mark.ref), None)


def file_pane(tx: Session, mark: FileMark | None, files: Sequence[FileMark]) -> FilePane | None:
    """The selected file with who put it forward; None when the item has none."""
    found = evidence_row(tx, key_of("EV", mark.ref) or 0) if mark else None
    if mark is None or found is None:
        return None
    evidence, by = found
    return FilePane(
        mark=mark,
        version=evidence.version,
        url=evidence.url or "",
        added_by=by,
        added_at=evidence.added_at,
        removed_at=evidence.blob.removed_at if evidence.blob else None,
        following=following(mark, files),
    )
