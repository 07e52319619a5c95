"""What the record says when policies change."""

from __future__ import annotations

from workflows.record.actions import register

ADOPTED = register("policy:starter-adopted", "{actor} adopted the starter policies ({policies}), version 1")
