"""Revisions: changes of a version inside its signed envelope, put into force without a gate."""
