"""The exchange with 1C: what it fetches, what it says of our orders, and what is pushed to it."""
