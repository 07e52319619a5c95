"""Test plans, evaluations and independent validation: criteria first, then results, then a verdict that follows."""
