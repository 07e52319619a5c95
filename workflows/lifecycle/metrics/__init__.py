"""Measures of requests, folded out of the record: how long, where the time went, in time or not."""
