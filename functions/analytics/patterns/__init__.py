"""What figures say over time: comparisons, trends, seasons, changes. Pure, over plain numbers."""
