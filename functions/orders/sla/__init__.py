"""What was promised for an order, counted in the company's working time."""
