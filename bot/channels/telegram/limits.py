"""What Telegram allows, where that is needed without its library."""

LONGEST_MESSAGE = 4096  # in UTF-16 units
