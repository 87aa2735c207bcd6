"""Stock 1C as it reads orders and exchanges them, written from observed behaviour: docs/onec.md.

It is meant to be worse than 1C in one way: what 1C spoils without a word, this names.
"""
