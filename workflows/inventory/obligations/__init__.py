"""Obligations: what a law asks of a system, from when, by when, and what shows that it is done."""
