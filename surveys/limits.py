"""Named limits of what a survey and an answer may hold, each with its reason."""

LONGEST_WORDS = 80_000  # a whole narrative; at twelve bytes a character the web's body limit of 1 MB holds any script
LONGEST_TYPED = 500  # a typed choice, number or date; making texts alike takes quadratic time in marks out of order
LONGEST_LABEL = 64  # two lines of a button on a narrow phone; the gates count a Chinese character as two
LONGEST_ASK = 300  # one question, one idea
LONGEST_HINT = 500
LONGEST_TITLE = 100
MOST_QUESTIONS = 1_000  # ten times the longest national survey; keeps checking quadratic work bounded
MOST_OPTIONS = 90  # a keyboard in Telegram holds 100 buttons, and there are some beside the options
MOST_TRIES = 100_000  # at proving that one question can be reached; a second or two of work
MOST_FORM_ROWS = 3 * MOST_QUESTIONS  # a workbook's: each question may stand in a group of its own
MOST_LIST_ROWS = 10 * MOST_OPTIONS  # of one list of choices, where each may stand for several broader answers
MOST_LANGUAGES = 60  # three times as many as any trust has asked for
DEEPEST_GROUPS = 10
LONGEST_ID = 40  # fits a Telegram button's 64 bytes together with the option's id
