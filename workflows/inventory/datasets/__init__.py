"""Datasets: where data comes from, what may be done with it, how good it is and when it goes."""
