"""Forms of the inventory, one module per verb."""
