"""Reading a survey and going through it: beside reading its YAML alone, and beside a naive engine."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import yaml

from bot.survey_files import SurveyFile, load_survey
from scripts.bench.measured import Result, compared, taken
from surveys.engine import advance, begin
from surveys.lexicon import Languages
from surveys.replies import Picked
from surveys.text import Edition
from tests.properties.naive import Naive

QUESTIONS = 1_000
READINGS = 5
NAIVE_TURNS = 8  # each looks at everything many times over


def results() -> Iterator[Result]:
    with TemporaryDirectory() as folder:
        path = big_survey(Path(folder))
        loaded = load_survey(path)
        assert isinstance(loaded, SurveyFile), loaded
        yield reading(path)
        yield turns(loaded.edition)


def big_survey(folder: Path) -> Path:
    """Every third question is asked because of three before it."""
    questions = "\n".join(
        f"  - {{id: q{n}, kind: choice, options: [a, b, c, d]{_asked_if(n)}}}" for n in range(QUESTIONS)
    )
    asks = "\n".join(f"  q{n}: {{ask: Question number {n}?}}" for n in range(QUESTIONS))
    head = "survey: big\nversion: 1\nsection: feedback\naudience: patient\nquestions:\n"
    words = "language: en\nstatus: draft\nwording-version: 1\ntitle: Big\n"
    labels = "options: {a: Always, b: Mostly, c: Sometimes, d: Never}\nquestions:\n"
    (folder / "big.yaml").write_text(f"{head}{questions}\n", encoding="utf-8")
    (folder / "big.en.yaml").write_text(f"{words}{labels}{asks}\n", encoding="utf-8")
    return folder / "big.yaml"


def reading(path: Path) -> Result:
    """The survey parsed, checked and worded, beside the same two files read as YAML alone."""
    files = (path, path.with_name("big.en.yaml"))
    ours, yaml_alone = [], []
    for _ in range(READINGS):
        ours.append(taken(lambda: load_survey(path)))
        yaml_alone.append(taken(lambda: [yaml.load(f.read_bytes(), yaml.CSafeLoader) for f in files]))
    return compared("read-a-survey-of-1000-questions", median(ours), median(yaml_alone), "yaml-alone")


def turns(edition: Edition) -> Result:
    """One answer, from the first question to the last, beside the naive engine at even distances."""
    session, naive = begin(edition.survey).session, Naive(edition.survey)
    ours, naively = [], []
    for turn in range(QUESTIONS):
        reply = Picked(("a",))
        if turn % (QUESTIONS // NAIVE_TURNS) == 0:
            naive.accepted = list(session.answers.items())
            naive.at = session.at
            naively.append(taken(partial(naive.hear, reply, Languages())))
        ours.append(taken(partial(advance, edition.survey, session, reply)))
        session = advance(edition.survey, session, reply).session
    return compared("one-turn-of-1000-questions", median(ours), median(naively), "naive-engine")


def _asked_if(n: int) -> str:
    return f", if: q{n - 1} = a or q{n - 2} != b and not q{n - 3} = c" if n > 3 and n % 3 == 0 else ""
