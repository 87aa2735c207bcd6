"""Completed orders as sales in an EnterpriseData message of 1C. Pure; see docs/onec.md."""
