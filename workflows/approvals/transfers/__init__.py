"""Open requests that are put under a newer version of their policy: chosen one by one, and signed."""
