"""Who may come in: API keys, tokens of web users, and the record of what was changed."""
