"""Room: orders."""
