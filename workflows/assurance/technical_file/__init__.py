"""The technical file: documents by type with the sections each needs, and what is still missing for Annex IV."""
