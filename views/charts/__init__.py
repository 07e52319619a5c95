"""Draws charts on the server: data goes in, marks of an SVG come out, templates write them down."""
