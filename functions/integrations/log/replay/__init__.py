"""Replays: events of a window sent again, or for the first time, page by page."""
