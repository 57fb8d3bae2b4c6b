"""One quarter of the demonstration, counted: by the demonstration's own generator, without a database."""

from collections import Counter
from functools import cache

from bot.demo.responses import SURVEYS, responses
from bot.survey_files import load_library
from feedback.aggregate import Exact, aggregate
from feedback.tally import TallyKey, marks, sheets
from surveys.definition import EQUALITY
from surveys.text import Edition, equality_items, followed_by
from tests.support.crowds import QUARTER, census

SURVEY = "patient"
RESPONSES = 1_500  # as many as the demonstration has of all surveys in one of its eight quarters


def invented_quarter(seed: int, count: int = RESPONSES) -> Exact:
    survey = _editions()[SURVEY].survey
    counts: dict[TallyKey, Counter[tuple[str, str]]] = {}
    for response in responses(_editions(), (QUARTER,), count, seed):
        for key in sheets(response) if response.survey == SURVEY else ():
            if key.characteristic == census().by:
                counts.setdefault(key, Counter()).update(marks(response))
    return aggregate(list(counts.items()), {survey.version: survey}, census())


@cache
def _editions() -> dict[str, Edition]:
    library = {survey: file.edition for survey, file in load_library().items()}
    section = library[EQUALITY]
    asked = equality_items(section.survey)
    return {survey: followed_by(library[survey], section, asked) for survey in SURVEYS}
