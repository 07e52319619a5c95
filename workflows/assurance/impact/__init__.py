"""Assessments that look outward: impact on people and society, data protection, fundamental rights."""
