"""What the pages ask of the figures: an overview, comparisons, trends, seasons, customers."""
