"""Asking customers: when, how often, and whom not."""
