"""Everything the page of the record shows, in one call."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.record import actions, queries
from workflows.record.queries import Checked, Filters, Page


@dataclass(frozen=True)
class Overview:
    """A page of entries, how many there are, the last verification, and what can be filtered by."""

    page: Page
    total: int
    checked: Checked | None
    actors: tuple[tuple[str, str], ...]
    actions: tuple[tuple[str, str], ...]

    @property
    def unchecked(self) -> int:
        """How many entries were added since the last verification."""
        return self.total - self.checked.report.checked if self.checked else self.total


def overview(filters: Filters | None, before: int | None = None) -> Overview:
    """The record's page; without filters (they made no sense) it shows no entries."""
    shown = queries.page(filters, before) if filters is not None else Page((), None, 0)
    return Overview(
        page=shown,
        total=queries.count_all(),
        checked=queries.last_verification(),
        actors=tuple(queries.actors()),
        actions=tuple((action, actions.name(action)) for action in actions.all_actions()),
    )
