"""Writes the parts of the README that come from the code: the lifecycle picture. Run: python ops/readme.py"""

from __future__ import annotations

import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))

from workflows.lifecycle.picture import mermaid  # noqa: E402

BEGIN = "<!-- lifecycle picture: drawn by workflows/lifecycle/picture.py -->"
END = "<!-- end of the lifecycle picture -->"


def with_picture(text: str) -> str:
    """The README's text with the picture as the table says it is now."""
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    return f"{before}{BEGIN}\n```mermaid\n{mermaid()}\n```\n{END}{after}"


if __name__ == "__main__":
    readme = HOME / "README.md"
    readme.write_text(with_picture(readme.read_text(encoding="utf-8")), encoding="utf-8")
