"""Candidates: tools that somebody uses or a list names, until it is decided what they are."""
