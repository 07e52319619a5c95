"""What the readers of public formats say when they refuse."""

from __future__ import annotations

from workflows.ground.words import register

register(
    {
        "public_empty": "This file is empty.",
        "public_too_large": "This file is too large: at most {limit} bytes are read.",
        "public_not_text": "This file is no text in UTF-8.",
        "public_no_front_matter": "This card has no front matter: its first line must be three dashes, and three dashes end it.",
        "public_front_matter_table": "The front matter must be a table of fields such as license and language.",
        "public_json_syntax": "This is no JSON at line {line}, column {column}: {problem}.",
        "public_json_twice": "The field {key} stands twice in one object; it may stand there once.",
        "public_json_number": "{value} is no number that can be stored.",
        "public_json_deep": "This is nested too deep: at most {limit} levels are read.",
        "public_json_object": "The file must hold one object, from its first brace to its last.",
        "public_croissant": "This is no Croissant file: it must have the type sc:Dataset and conform to Croissant 1.0.",
        "public_cyclonedx": "This is no CycloneDX file: it must say bomFormat CycloneDX.",
        "public_cyclonedx_version": "CycloneDX {version} is not read; 1.5, 1.6 and 1.7 are.",
        "public_no_name": "The file gives no name to what it describes.",
        "public_unknown": "This is none of the formats that are read here: a model or dataset card (README.md), Croissant or CycloneDX (JSON).",
        "public_nothing_here": "The file was read ({format}), but nothing in it belongs into this register.",
    }
)
