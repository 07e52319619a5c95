"""Points what went wrong back to the decision that let it through, so that criteria that fail can be seen."""
