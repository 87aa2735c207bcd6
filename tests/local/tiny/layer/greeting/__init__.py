"""A package that only the layer has."""

LANGUAGE = "en"
