"""Change envelopes: limits fixed in advance inside which a version may be revised without a gate."""
