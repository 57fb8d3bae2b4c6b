"""Named limits of what a survey and an answer may hold, each with its reason."""

LONGEST_WORDS = 80_000  # a whole narrative; at twelve bytes a character the web's body limit of 1 MB holds any script
LONGEST_LABEL = 64  # two lines of a button on a narrow phone
LONGEST_ASK = 300  # one question, one idea
LONGEST_HINT = 500
LONGEST_TITLE = 100
MOST_QUESTIONS = 1_000  # ten times the longest national survey; keeps checking quadratic work bounded
MOST_OPTIONS = 100
LONGEST_ID = 40  # fits a Telegram button's 64 bytes together with the option's id
