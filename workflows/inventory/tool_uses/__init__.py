"""Uses of general-purpose tools: what is allowed, forbidden or granted on request."""
