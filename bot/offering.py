"""Which surveys and languages respondents are offered. Of the languages it is all or, where a trust wants it so, those
that somebody has checked."""

from collections.abc import Iterable

from bot.i18n import Catalogues
from surveys.text import SOURCE_LANGUAGE, Edition, Status

SURVEYS = ("patient", "carer", "fft")  # where somebody says who they are, in this order


def drafts(catalogues: Catalogues, editions: Iterable[Edition]) -> frozenset[str]:
    """Languages of which any part is a draft: what Heard says itself, or the wording of a survey."""
    phrases = {tag for tag in catalogues.languages if catalogues.phrases(tag).status is Status.DRAFT}
    wordings = {
        tag for edition in editions for tag, wording in edition.wordings.items() if wording.status is Status.DRAFT
    }
    return frozenset(phrases | wordings)


def offered(catalogues: Catalogues, drafts: frozenset[str], with_drafts: bool) -> tuple[str, ...]:
    """English stays, checked or not: it is what is said where nothing else can be."""
    return tuple(tag for tag in catalogues.languages if with_drafts or tag == SOURCE_LANGUAGE or tag not in drafts)
