"""Dry runs: what a policy would have said of the requests that are open and of those that ended."""
