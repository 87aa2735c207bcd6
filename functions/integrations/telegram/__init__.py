"""Telegram: messages of a bot, and which chat is whose."""
