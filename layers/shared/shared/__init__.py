"""What all rooms share: errors, the HTTP edge, identity, storage, events, signing, calls."""
