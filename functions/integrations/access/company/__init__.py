"""What the company is called on paper, and how it calls the states of its orders."""
