"""The fast lane: published rules choose it, one request opens four gates, somebody else signs once."""
