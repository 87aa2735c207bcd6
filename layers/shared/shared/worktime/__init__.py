"""When the company works: its week, holidays and own days, and the time that passes in them."""
