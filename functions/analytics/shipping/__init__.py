"""Shipping figures to finance: gathering what an export holds, planning exports, their routes."""
