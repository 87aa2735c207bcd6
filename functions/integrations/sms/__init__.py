"""Text messages: how they are counted and spelled, and the gateways that take them."""
