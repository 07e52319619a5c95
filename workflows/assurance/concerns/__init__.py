"""Concerns that somebody raises, with an account or without a name, and the answers to them."""
