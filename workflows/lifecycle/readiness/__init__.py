"""Readiness of a version for its next gate: each item satisfied by which record, or missing what, and whose turn."""
