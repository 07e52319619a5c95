"""Requests about one record of a register: asked for, frozen, decided by others than its authors."""
