"""Columns as text, vectorised: what the formats for people and machines are assembled of."""
