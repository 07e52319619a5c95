"""What exports and imports of registers say when they refuse."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "import_file_needed": "Choose a file.",
        "import_too_large": "This file is too large: at most {limit} MB are read.",
        "import_not_text": "This file is no text in UTF-8. Save it as CSV UTF-8.",
        "import_csv_broken": "This CSV cannot be read: {problem}.",
        "import_no_rows": "This file has no rows below its headings.",
        "import_too_many_rows": "This file has {count} rows; at most {limit} are read at once. Split it.",
        "import_too_many_columns": "This file has more than {limit} columns.",
        "import_row_too_wide": "Row {row} has more cells than there are headings ({limit}).",
        "import_cell_too_long": "A cell in row {row} has more than {limit} characters.",
        "import_cell_broken": "The quotes in this cell do not close.",
        "import_cell_parts": "A line of this cell has {count} parts; there are {limit}. Put quotes around a part that holds |.",
        "import_ref_unknown": "Nothing in this register is called {ref}. Leave the cell empty to add a new row.",
        "import_ref_twice": "{ref} stands in another row of this file already.",
        "import_ref_elsewhere": "{ref} belongs to another system than the one this import is for.",
        "import_system_unknown": "There is no system called {system} that you may see. Write its reference, such as SYS-4.",
        "import_version_unknown": "There is no version called {version}. Write its reference, such as VER-12.",
        "import_twice_mapped": "Two columns of the file are read as {column}. Read one of them.",
        "import_column_unknown": "This register has no such column.",
        "import_row_wrong": "{count} rows have errors. Nothing was imported; mend the file and send it again.",
        "import_decided": "This import was decided already.",
        "import_not_applied": "Only an import that was applied can be taken back.",
        "import_moved": "{records} changed since the import. Nothing was taken back; look at them one by one.",
        "import_not_yours": "Only whoever made this import, or the AI governance lead, can take it back.",
        "export_too_many": "More than {limit} records fit the filters. Narrow them.",
    }
)
