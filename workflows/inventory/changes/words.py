"""What changes say when they refuse."""

from __future__ import annotations

from workflows.ground.words import register

register({"substantial_why_needed": "Give the reason of this answer; it is asked for years later."})
