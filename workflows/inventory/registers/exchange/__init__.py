"""Rows of a register out as CSV and XLSX, and in from CSV and public formats: looked at, applied and undone whole."""
