"""Translators' side of the languages: every string beside its English, what can be checked of it, and files for it.

Nothing here talks to respondents. `bot.i18n` and `bot.survey_files` read for them what is written here.
"""
