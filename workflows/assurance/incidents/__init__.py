"""Incidents with their legal clocks, containment, root cause and corrections, and the plan for them."""
