"""Tells people what happened: inside the product, by mail and once a day; everything after the commit."""
