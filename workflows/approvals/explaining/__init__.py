"""Explains a request: which rule asks for what, who answers it, who could, and what would change it."""
