"""The engine of all registers: declared fields, versions, links, turns, signatures, and what gates read of them."""
