"""The blueprint of the registers, and how their addresses are read."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter, ValidationError

from forms.registers.asked import column_name, name_of
from forms.registers.values import written
from views.registers.saying import capfirst, day, declared
from workflows.ground.refused import NotFound
from workflows.inventory.registers import declaring
from workflows.inventory.registers.declaring import Register

pages = Blueprint("registers", __name__, url_prefix="/registers")


class AreaConverter(BaseConverter):
    """`<area:one>` in a route takes the part of the address of a register and hands the view its declaration."""

    regex = "[a-z][a-z0-9-]{0,39}"
    part_isolating = True

    def to_python(self, value: str) -> Register:
        """The register; no route fits when there is none."""
        try:
            return declaring.by_area(value)
        except NotFound as unknown:
            raise ValidationError from unknown

    def to_url(self, value: Register | str) -> str:
        """The part of the address of a register."""
        return value if isinstance(value, str) else value.area


class RecordConverter(BaseConverter):
    """`<record:record_id>` takes `RISK-4` of any register; the prefix is checked when the register is known."""

    regex = "[A-Z]{2,8}-[1-9][0-9]{0,17}"
    part_isolating = True


@pages.record_once
def teach(state: BlueprintSetupState) -> None:
    """Teaches routes the two converters, and templates how fields are named and values written."""
    state.app.url_map.converters["area"] = AreaConverter
    state.app.url_map.converters["record"] = RecordConverter
    state.app.jinja_env.globals.update(name_of=name_of, column_name=column_name, tr=declared)
    state.app.jinja_env.filters.update(day=day, plain_number=written, capfirst=capfirst)


@pages.url_value_preprocessor
def take_key(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Turns the name of a record into its key; one of another register is not found here."""
    named, one = (values or {}).get("record_id"), (values or {}).get("one")
    if values is None or not isinstance(named, str) or not isinstance(one, Register):
        return
    prefix, _, key = named.rpartition("-")
    if prefix != one.prefix:
        raise NotFound("not_found")
    values["record_id"] = int(key)


def home_of(one: Register, record_ref: str) -> str:
    """The address of a record."""
    return f"/registers/{one.area}/{record_ref}"
