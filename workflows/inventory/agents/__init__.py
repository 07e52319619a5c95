"""Agents: what a version reaches and does without a person, its limits, and how it is stopped."""
