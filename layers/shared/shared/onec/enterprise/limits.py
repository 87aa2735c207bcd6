"""How long a text of a message may be."""

from typing import Final

LONGEST_NAME: Final = 100
"""As long as a card's name may be in the configurations; the full name goes beside it."""
LONGEST_FULL_NAME: Final = 1000
LONGEST_ARTICLE: Final = 50
LONGEST_NUMBER: Final = 256
LONGEST_NUMBER_IN_1C: Final = 11
