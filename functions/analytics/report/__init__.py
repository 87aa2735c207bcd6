"""The weekly report by mail: who gets it, when, and what it says."""
