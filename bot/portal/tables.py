"""The board's tables, made when somebody asks for one, of what may be published and of nothing else."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.i18n import load_catalogues
from bot.report_speech import report_speech
from feedback.periods import Period, newest_all_over
from feedback.policy import PeriodKind
from feedback.publish import BoardTable, Sources, draft_table, known, released_table, shipped_policy
from feedback.request import PUBLIC, Asked, Format, Refusal, Request, understand
from surveys.text import SOURCE_LANGUAGE

BY = "ethnicity"
QUARTERS = 8  # two years: what a board compares with
_AT_ONCE = 1  # making one keeps a core busy: those who answer need the rest


@dataclass(frozen=True, slots=True)
class SurveyName:
    id: str
    title: str


class BoardTables:
    def __init__(self, sources: Sources, today: Callable[[], date]) -> None:
        self._sources = sources
        self._today = today
        self._policy = shipped_policy()
        self.speech = report_speech(load_catalogues(), SOURCE_LANGUAGE)
        self._turn = asyncio.Semaphore(_AT_ONCE)
        self._made: dict[tuple[str, Period], BoardTable | Refusal] = {}
        self._made_on: date | None = None

    def quarters(self) -> tuple[Period, ...]:
        """Those that are over, newest first."""
        return newest_all_over(PeriodKind.QUARTER, self._today(), QUARTERS)

    async def surveys(self) -> Sequence[SurveyName]:
        ids = sorted((await known(self._sources)).surveys)
        return [SurveyName(id, await self._title(id)) for id in ids]

    async def asked(self, survey: str, period: Period) -> Request | tuple[Refusal, ...]:
        first, last = str(period.first), str(period.last)
        asked = Asked(survey, first, last, BY, PUBLIC, Format.HTML, None)
        return understand(asked, await known(self._sources), self._policy, self._today())

    async def made(self, request: Request) -> BoardTable | Refusal:
        """What was released, as it stands; a draft once a day. Whoever could have a draft made anew at will, and gave
        some of the answers themselves, could take them back one by one and see when a withheld number gives way. Asking
        again only shows what was shown."""
        async with self._turn:
            self._forget_yesterdays()
            release = await self._sources.register.of(request.survey, request.period)
            if release is not None:
                return await released_table(self._sources, release, request, self.speech)
            draft = request.survey, request.period
            if draft not in self._made:
                self._made[draft] = await draft_table(self._sources, request, self._policy, self.speech)
            return self._made[draft]

    def _forget_yesterdays(self) -> None:
        """So there are never more than surveys times quarters."""
        if self._made_on != self._today():
            self._made, self._made_on = {}, self._today()

    async def _title(self, survey: str) -> str:
        versions = await self._sources.editions.versions(survey)
        return versions[max(versions)].wording(SOURCE_LANGUAGE).title
