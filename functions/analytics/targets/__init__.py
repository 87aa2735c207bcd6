"""What the company wants its KPIs to come to, and whether they do."""
