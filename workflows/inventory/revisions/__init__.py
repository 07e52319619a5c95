"""Revisions: changes of a version inside its approved envelope, each with its tests."""
