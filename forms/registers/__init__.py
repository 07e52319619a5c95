"""Forms of the registers: built from what a register declares, so that one set of pages serves them all."""
