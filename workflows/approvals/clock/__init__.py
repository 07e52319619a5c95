"""The clock of a request: the organisation's working time, the spans in which it runs, and what is left of it."""
