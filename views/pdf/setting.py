"""Sets a paper: the one place that knows the typesetter.

The typesetter's own fonts come first, so that every machine makes the same bytes. They know Latin, Greek, Cyrillic,
Hebrew and more; what they cannot show is set with the fonts of this machine, and what no font can show is written as
its code point ("[U+65E5]"), because a name that leaves a blank on a signed paper would be worse.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from flask import current_app

from views.pdf.paper import Paper, text_of

STANDARD: Final = "ua-1"
_PLAIN = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) + "\n"


class CannotSet(RuntimeError):
    """A paper could not be set for another reason than its letters."""


def set_paper(paper: Paper) -> bytes:
    """The PDF (PDF/UA-1) of a paper; raises CannotSet when the typesetter refuses it."""
    text = text_of(paper.values())
    source = _source(str(Path(current_app.root_path) / "templates" / "pdf" / "paper.typ"))
    for machine_fonts, values in ((False, text), (True, text)):
        made = _try(source, values, machine_fonts)
        if made is not None:
            return made
    for values in (_written_out(text), _only(text, _PLAIN)):
        made = _try(source, values, machine_fonts=True)
        if made is not None:
            return made
    raise CannotSet(paper.title)


@lru_cache(maxsize=1)
def _source(path: str) -> bytes:
    return Path(path).read_bytes()


def _try(source: bytes, values: str, machine_fonts: bool) -> bytes | None:
    """The PDF, or None where a letter has no font."""
    # Loaded at the first paper: most workers never set one.
    import typst

    try:
        return typst.compile(
            source,
            format="pdf",
            pdf_standards=STANDARD,
            sys_inputs={"paper": values},
            ignore_system_fonts=not machine_fonts,
        )
    except typst.TypstError as error:
        if "could not be displayed" in error.message:
            return None
        raise CannotSet(error.message) from error


def _written_out(text: str) -> str:
    return "".join(one if one in _PLAIN or _shows(one) else _code(one) for one in text)


def _only(text: str, known: str) -> str:
    return "".join(one if one in known else _code(one) for one in text)


def _code(letter: str) -> str:
    return f"[U+{ord(letter):04X}]"


@lru_cache(maxsize=8192)
def _shows(letter: str) -> bool:
    """Whether any font of this machine shows a letter."""
    source = b'#set document(title: "x")\n#set text(font: "Libertinus Serif")\n#sys.inputs.paper'
    return _try(source, letter, machine_fonts=True) is not None
