"""Messages to people: their templates, whom they reach, and when."""
