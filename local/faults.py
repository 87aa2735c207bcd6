"""What stops the local runtime, told in one line."""


class LocalError(RuntimeError):
    """Something the person at the terminal can understand and mend."""
