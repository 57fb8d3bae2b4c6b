"""All that `heard serve` imports and reads at its start, once: what is forked off afterwards has it already."""

from bot.cli import app
from bot.i18n import load_catalogues, load_staff_phrases
from bot.survey_files import load_library

__all__ = ["app"]

load_staff_phrases(load_catalogues())
load_library()
