"""Posters that lead patients and carers to Heard: where they lead, what they say, how it is laid out, SVG and PDF.

Nothing here knows a store or the settings; one module asks a network, for the bot's name (`bot_name`).
"""
