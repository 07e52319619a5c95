"""Conditions of an approval: what they ask, who shows that they are met, who judges it, and what follows when not."""
