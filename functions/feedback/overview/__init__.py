"""The page of staff: rows, figures and files of a period."""
