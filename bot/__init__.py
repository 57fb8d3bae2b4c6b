"""Talks to respondents, to staff and to the operator."""
