"""Verdicts in plain words, Russian and English, by a fixed grammar. Pure."""
