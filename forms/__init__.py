"""Says what a filled-in page must look like; shape only, never a rule."""
