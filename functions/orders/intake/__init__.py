"""Many orders at once: import from files and bodies, and actions on many orders."""
