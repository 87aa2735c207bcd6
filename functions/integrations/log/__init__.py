"""The log of deliveries: what was sent, what came back, and what comes next."""
