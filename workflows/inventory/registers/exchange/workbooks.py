"""XLSX workbooks: texts stay texts, numbers are numbers, and nothing in them is a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from xlsxwriter import Workbook

LONGEST_CELL = 32_767
"""Characters a cell of a workbook holds; longer texts end with a mark."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDEST = 60
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write_workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[str | int | float]]) -> bytes:
    """A workbook with one sheet: a head that stays in sight, a filter, and the rows."""
    out = io.BytesIO()
    book = Workbook(out, _OPTIONS)
    sheet = book.add_worksheet(" ".join(title.translate(_FORBIDDEN).split())[:31] or "Register")
    bold, plain = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
    widths = [len(one) for one in head]
    for place, heading in enumerate(head):
        sheet.write_string(0, place, _cut(heading), bold)
    count = 0
    for count, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            widths[place] = max(widths[place], len(str(value).partition("\n")[0]))
            if isinstance(value, str):
                sheet.write_string(count, place, _cut(value), plain)
            else:
                sheet.write_number(count, place, value)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, min(width + 2, _WIDEST))
    sheet.freeze_panes(1, 0)
    if head:
        sheet.autofilter(0, 0, count, len(head) - 1)
    book.close()
    return out.getvalue()


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 2] + " …"
