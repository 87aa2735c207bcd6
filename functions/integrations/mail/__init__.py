"""Letters, and who carries them."""
