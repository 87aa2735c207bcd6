"""Logs: one structured line per decision, named in the past tense, never a payload or a secret."""

from functools import cache

from aws_lambda_powertools import Logger


@cache
def logger() -> Logger:
    """Give the process's logger; its service name comes from the environment."""
    return Logger()
