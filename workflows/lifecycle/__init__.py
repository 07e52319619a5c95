"""The life of a system version: stages, gates, validity, suspension and what may run."""
