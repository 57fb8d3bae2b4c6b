"""Made-up people and what they say, for the store's tests."""

from datetime import date

from hypothesis import strategies as st

from feedback.records import Channel, Conversation, Place, Respondent, Response, State
from feedback.store.keys import Keys
from feedback.tally import CHARACTERISTICS
from surveys.answers import Answer, Chosen, Nothing, Several, Words
from surveys.session import Session, Stage

KEYS = Keys.from_secret(b"a made-up secret for tests alone, 1")
TODAY = date(2026, 5, 3)
AMINA = Respondent(Channel.TELEGRAM, "4477001122")
BEN = Respondent(Channel.WEB, "a-browsers-token")
RECEIPT = "8QCM-58BG-YAX6-VEAY"

TREE = (Place("ward-7", "north", "Ward 7", "team"), Place("north", "trust", "North", "directorate"))
WORDS = "Nobody asked what I believe in. شکریہ 👩🏽‍🦱"
OWN_WORDS = "Mirpuri, from Bradford"


def today() -> date:
    return TODAY


def a_response(id: str = "r-000000000001", **changes: object) -> Response:
    values: dict[str, object] = {
        "id": id,
        "survey": "patient",
        "version": 1,
        "place": "trust",
        "channel": Channel.WEB,
        "language": "ur",
        "day": TODAY,
        "state": State.FINISHED,
        "repeat": False,
        "answers": {
            "overall": Chosen("good"),
            "overall-why": Words(WORDS),
            "needs-unmet": Several(("food", "prayer")),
            "safe": Nothing.SKIPPED,
            "unfair-who": Nothing.NOT_ASKED,
            "good": Nothing.NOT_REACHED,
        },
        "equality": {"ethnicity": Chosen("pakistani"), "ethnicity-words": Words(OWN_WORDS), "age": Nothing.SKIPPED},
    }
    return Response(**(values | changes))  # type: ignore[arg-type]  # one dictionary for fields of many types


def a_conversation(stage: Stage = Stage.GIVING, at: str | None = "safe", **answers: Answer) -> Conversation:
    return Conversation(Channel.TELEGRAM, "patient", 1, 1, "trust", "ur", Session("patient", 1, stage, at, answers))


_ids = st.from_regex(r"[a-z0-9][a-z0-9-]{0,5}", fullmatch=True)
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
_given: st.SearchStrategy[Answer] = st.one_of(
    _ids.map(Chosen),
    st.lists(_ids, max_size=3, unique=True).map(tuple).map(Several),
    _texts.map(Words),
    st.sampled_from(Nothing),
)
_characteristics = st.sampled_from((*CHARACTERISTICS, "ethnicity-words", "religion-other"))


@st.composite
def responses(draw: st.DrawFn) -> Response:
    """Few places, months and questions, so that many responses meet on one sheet."""
    return Response(
        id=f"r-{draw(st.integers(0, 2**40)):012x}",
        survey=draw(st.sampled_from(["patient", "carer"])),
        version=draw(st.integers(1, 2)),
        place=draw(st.sampled_from(["trust", "north", "ward-7"])),
        channel=draw(st.sampled_from(Channel)),
        language=draw(st.sampled_from(["en", "ur", "zh-Hant"])),
        day=draw(st.dates(date(2026, 1, 1), date(2026, 3, 31))),
        state=draw(st.sampled_from(State)),
        repeat=draw(st.booleans()),
        answers=draw(st.dictionaries(_ids, _given, max_size=5)),
        equality=draw(st.dictionaries(_characteristics, _given, max_size=4)),
    )


batches = st.lists(responses(), max_size=4, unique_by=lambda response: response.id)
