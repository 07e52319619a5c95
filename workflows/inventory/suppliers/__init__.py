"""Suppliers: what was asked of them, what was agreed, what runs out, and which systems hang on them."""
