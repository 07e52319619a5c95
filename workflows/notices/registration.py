"""Makes the words and actions of this column known."""

from __future__ import annotations

from workflows.notices import actions as actions
from workflows.notices import topics as topics
from workflows.notices import words as words


def register() -> None:
    """Nothing to hang in: importing the tables was all; the record can then name every action."""
