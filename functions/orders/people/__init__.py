"""Customers and technicians."""
