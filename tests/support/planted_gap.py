"""A trust where people of one group say less often that they were treated with respect, and what it told in spring."""

from collections.abc import Iterator
from datetime import date

from bot.app import Product
from feedback.records import Channel, Place, Response, State
from surveys.answers import Answer, Chosen, Nothing
from surveys.definition import FEEDBACK, Survey

WARDS = ("ward-1", "ward-2", "ward-3")
SPRING, SUMMER = date(2024, 5, 3), date(2024, 7, 1)
SPRING_QUARTER = ("--from", "2024-04-01", "--to", "2024-06-30")


async def fill(product: Product) -> None:
    await product.places.add_all(Place(ward, "trust", ward, "team") for ward in WARDS)
    await product.responses.add_all((one, None) for one in responses(await patient_survey(product)))


async def patient_survey(product: Product) -> Survey:
    edition = await product.editions.edition("patient", None, None)
    assert edition is not None
    return edition.survey


def responses(survey: Survey) -> Iterator[Response]:
    for number in range(120):
        yield response(survey, f"b-{number}", "british", "always" if number % 10 else "never", SPRING)
    for number in range(60):
        yield response(survey, f"c-{number}", "caribbean", "always" if number % 2 else "never", SPRING)
    for number in range(12):
        yield response(survey, f"r-{number}", "caribbean", "never", SPRING, repeat=True)
    for number in range(40):
        yield response(survey, f"s-{number}", "roma", "never", SUMMER)


def response(survey: Survey, id: str, ethnicity: str, respect: str, day: date, repeat: bool = False) -> Response:
    skipped: dict[str, Answer] = {question.id: Nothing.SKIPPED for question in survey.section(FEEDBACK)}
    ward = WARDS[sum(map(ord, id)) % len(WARDS)]
    return Response(
        id=id,
        survey=survey.id,
        version=survey.version,
        place=ward,
        channel=Channel.WEB,
        language="en",
        day=day,
        state=State.FINISHED,
        repeat=repeat,
        answers={**skipped, "respect": Chosen(respect)},
        equality={"ethnicity": Chosen(ethnicity), "sex": Chosen("female")},
    )
