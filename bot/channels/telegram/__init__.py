"""Telegram: what comes from the Bot API, and what goes there."""
