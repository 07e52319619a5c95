"""Decides what may happen and makes it happen, once, with a record."""
