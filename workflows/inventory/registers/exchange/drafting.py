"""What every row of a table would do to a register: nothing is written, everything wrong is named."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.ai_system import AiSystem
from models.register_record import RegisterRecord
from workflows.ground.ids import key_of, ref
from workflows.ground.refused import Refused, Several
from workflows.inventory.locks import require_in_lists
from workflows.inventory.registers.commands import SaveRecord
from workflows.inventory.registers.content import body_of
from workflows.inventory.registers.declaring import ORGANISATION_WIDE, SYSTEM, Register
from workflows.inventory.registers.exchange import columns as known
from workflows.inventory.registers.exchange.batches import CHANGE, NEW, SAME, WRONG, Batch, Row, Wrong
from workflows.inventory.registers.exchange.cells import chosen, typed, unguarded
from workflows.inventory.registers.exchange.naming import Task, named_records, named_systems
from workflows.inventory.registers.rights import may_write
from workflows.inventory.registers.saving import checked
from workflows.inventory.registers.writing import Wanted
from workflows.inventory.wording import line, name_key


@dataclass(frozen=True)
class Draft:
    """One row taken apart: the record it means, its system, and what the record shall say."""

    row: Row
    system_id: int = 0
    record_id: int | None = None
    wanted: Wanted | None = None


def draft_rows(task: Task, batch: Batch) -> list[Draft]:
    """Every row as it would be imported now; rows with errors say which cell and why."""
    table = [_by_column(batch, cells) for cells in batch.cells]
    records = named_records(task, [cells.get(known.REF, "") for cells in table])
    systems = named_systems(task, [cells.get(known.SYSTEM, "") for cells in table], records.values())
    drafts, seen, allowed = [], set[int](), dict[int, bool]()
    for number, cells in enumerate(table, start=2):
        reader = _Reader(task, cells, records, systems, seen, allowed)
        drafts.append(reader.draft(number))
    return drafts


def _by_column(batch: Batch, cells: Sequence[str]) -> dict[str, str]:
    found = {
        key: unguarded(cell) for key, cell in zip(batch.mapping, cells, strict=True) if key != known.IGNORED
    }
    if batch.version and not found.get(known.VERSION, "").strip():
        found[known.VERSION] = batch.version
    return found


class _Reader:
    """Reads one row; `seen` are the records that rows before it meant, `allowed` where the actor may write."""

    def __init__(
        self,
        task: Task,
        cells: Mapping[str, str],
        records: Mapping[int, tuple[RegisterRecord, str]],
        systems: Mapping[str, AiSystem],
        seen: set[int],
        allowed: dict[int, bool],
    ) -> None:
        self.task, self.cells, self.records, self.systems = task, cells, records, systems
        self.seen, self.allowed = seen, allowed
        self.wrong: list[Refused] = []

    def draft(self, number: int) -> Draft:
        """The row as a draft."""
        title = line(self.cells.get(known.TITLE, ""))
        record = self._tried(self._record)
        system = self._tried(lambda: self._system(record)) if not self.wrong else None
        wanted = self._wanted(record, system) if not self.wrong else None
        here = ref(self.task.one.prefix, record.id) if record is not None else ""
        shown = title or (record.title if record is not None else "")
        if self.wrong or wanted is None:
            found = tuple(Wrong(_column(one), one.code, _plain(one.params)) for one in self.wrong)
            return Draft(Row(number, WRONG, shown, here, found))
        what = NEW if record is None else CHANGE if differs(self.task.one, record, wanted) else SAME
        place = system.id if system is not None else 0
        return Draft(Row(number, what, shown, here), place, record.id if record is not None else None, wanted)

    def _tried(self, read: Any) -> Any:
        try:
            return read()
        except Refused as refused:
            self.wrong.append(refused)
            return None

    def _record(self) -> RegisterRecord | None:
        given = self.cells.get(known.REF, "").strip()
        if not given:
            return None
        found = self.records.get(key_of(self.task.one.prefix, given) or 0)
        if found is None:
            raise Refused("import_ref_unknown", field=known.REF, ref=given[:40])
        record = found[0]
        if record.id in self.seen:
            raise Refused("import_ref_twice", field=known.REF, ref=given)
        self.seen.add(record.id)
        if self.task.system_id not in (0, record.system_id):
            raise Refused("import_ref_elsewhere", field=known.REF, ref=given)
        if record.archived_at is not None:
            raise Refused("record_archived", field=known.REF)
        return record

    def _system(self, record: RegisterRecord | None) -> AiSystem | None:
        given = self.cells.get(known.SYSTEM, "").strip()
        if record is not None:
            found = self.systems.get(f"SYS-{record.system_id}") if record.system_id else None
        elif self.task.system_id:
            found = self.systems.get(f"SYS-{self.task.system_id}")
        else:
            found = self.systems.get(given.upper()) or self.systems.get(name_key(given)) if given else None
            if given and found is None:
                raise Refused("import_system_unknown", field=known.SYSTEM, system=given[:80])
        if found is None and self.task.one.scope == SYSTEM:
            raise Refused("system_needed", field=known.SYSTEM)
        if found is not None and self.task.one.scope == ORGANISATION_WIDE:
            raise Refused("system_not_here", field=known.SYSTEM)
        self._may_write(found)
        return found

    def _may_write(self, system: AiSystem | None) -> None:
        key = system.id if system is not None else 0
        if key not in self.allowed:
            self.allowed[key] = may_write(self.task.tx, self.task.author, self.task.one, system)
        if not self.allowed[key]:
            roles = ", ".join(sorted(self.task.one.writers))
            raise Refused("register_not_yours", field=known.SYSTEM, roles=roles)
        if system is not None:
            require_in_lists(system)

    def _wanted(self, record: RegisterRecord | None, system: AiSystem | None) -> Wanted | None:
        """What the record shall say; every cell is looked at, also when one was wrong already."""
        task, command = self.task, self._command(record, system)
        try:
            wanted = checked(task.tx, task.now, task.one, command, record, system)
        except Several as several:
            named = {refused.field for refused in self.wrong}
            for reason in several.reasons:
                if reason.field not in named:
                    named.add(reason.field)
                    self.wrong.append(reason)
            return None
        return None if self.wrong else wanted

    def _command(self, record: RegisterRecord | None, system: AiSystem | None) -> SaveRecord:
        body, own = self._fields(own=False), self._fields(own=True)
        owner = self.cells.get(known.OWNER)
        if owner is None:
            owner = self.records[record.id][1] if record is not None else ""
        return SaveRecord(
            register=self.task.one.key,
            record_id=record.id if record is not None else None,
            system_id=system.id if system is not None else 0,
            version_id=self._tried(self._version),
            title=self.cells.get(known.TITLE, ""),
            status=chosen(self.task.one.statuses, self.cells.get(known.STATUS, "")),
            owner=owner,
            body=body,
            own=own,
        )

    def _version(self) -> int | None:
        given = self.cells.get(known.VERSION, "").strip()
        found = key_of("VER", given) if given else None
        if given and found is None:
            raise Refused("import_version_unknown", field=known.VERSION, version=given[:40])
        return found

    def _fields(self, own: bool) -> dict[str, Any]:
        found = {}
        for column in self.task.columns:
            if column.field is not None and column.own is own and column.key in self.cells:
                try:
                    found[column.key] = typed(column.field, self.cells[column.key])
                except Refused as refused:
                    self.wrong.append(refused)
        return found


def differs(one: Register, record: RegisterRecord, wanted: Wanted) -> bool:
    """Whether saving what is wanted would change the record."""
    before, own = body_of(record.body), json.loads(record.own or "{}")
    return (
        any((before.get(field.key) or "") != (wanted.body.get(field.key) or "") for field in one.fields)
        or any((own.get(key) or "") != (value or "") for key, value in wanted.own.items())
        or (record.title, record.status, record.owner_id, record.version_id)
        != (wanted.title, wanted.status, wanted.owner_id, wanted.version_id)
    )


def _column(refused: Refused) -> str:
    """The column a refusal belongs to: `plan-0-owner` of a table is in the column `plan`."""
    return (refused.field or "").split("-", 1)[0]


def _plain(params: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: value if isinstance(value, int | float | str) else str(value) for key, value in params.items()
    }
