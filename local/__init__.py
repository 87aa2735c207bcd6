"""The local runtime behind `make run`: the real template on an emulator, never deployed."""
