"""Event logs: what is logged, how long, who reads it, and a test that traces one output."""
