"""Web users: who they are in the user pool, and what we know of them besides."""
