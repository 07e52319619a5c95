"""Imports a list of systems already in use: each row becomes a system with a draft of its adoption."""
