"""Room: analytics."""
