"""Fills in the forms of registers in a browser, the way somebody would: field by field, line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page, expect

from forms.registers.asked import column_name, name_of
from workflows.inventory.registers.declaring import Field, Register


def write_record(
    page: Page,
    one: Register,
    title: str,
    body: Mapping[str, Any],
    system: str = "",
    version: str = "",
    status: str = "",
) -> str:
    """Writes a new record on its page and returns its ref."""
    page.goto(f"/registers/{one.area}/new" + (f"?system={system}" if system else ""))
    page.locator("[name=title]").fill(title)
    if version and page.locator("select[name=version]").count():
        page.locator("select[name=version]").select_option(version.removeprefix("VER-"))
    if status and page.locator("select[name=status]").count():
        page.locator("select[name=status]").select_option(status)
    fill_record(page, one, body)
    page.locator("main form .btn-primary").click()
    expect(page).to_have_url(re.compile(rf"/registers/{one.area}/{one.prefix}-\d+"))
    return re.findall(rf"{one.prefix}-\d+", page.url)[0]


def edit_record(page: Page, one: Register, ref: str, body: Mapping[str, Any], status: str = "") -> None:
    """Changes fields of a record on its page."""
    page.goto(f"/registers/{one.area}/{ref}/edit")
    if status:
        page.locator("select[name=status]").select_option(status)
    fill_record(page, one, body)
    page.locator("main form .btn-primary").click()
    expect(page).to_have_url(re.compile(rf"/registers/{one.area}/{ref}$"))


def fill_record(page: Page, one: Register, body: Mapping[str, Any]) -> None:
    """Fills every field that the body names; lines are added until there are enough."""
    for field in one.fields:
        lines = body.get(field.key)
        if field.kind == "rows" and lines:
            _add_lines(page, name_of(field.key), len(lines))
    for field in one.fields:
        value = body.get(field.key)
        if value in (None, "", []):
            continue
        if field.kind != "rows":
            _fill(page, name_of(field.key), field, value)
            continue
        for number, line in enumerate(value):
            for column in field.columns:
                if line.get(column.key) not in (None, "", []):
                    name = f"{name_of(field.key)}-{number}-{column_name(column.key)}"
                    _fill(page, name, column, line[column.key])


def _add_lines(page: Page, name: str, wanted: int) -> None:
    button = page.locator(f"button[name=more][value='{name}']")
    lines = page.locator(f"button[name=drop][value^='{name}-']")
    while lines.count() < wanted:
        before = lines.count()
        button.click()
        expect(lines).to_have_count(before + 1)


def _fill(page: Page, name: str, field: Field, value: Any) -> None:
    if field.kind == "choice":
        page.locator(f"select[name='{name}']").select_option(str(value))
    elif field.kind in ("yes_no", "choices"):
        for one in value if isinstance(value, list | tuple) else [value]:
            page.locator(f"[name='{name}'][value='{one}']").check()
    else:
        page.locator(f"[name='{name}']").fill(str(value))
