"""What staff make of answers: moderation, replies, follow-up, topics."""
