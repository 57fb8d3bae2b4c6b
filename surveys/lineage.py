"""Whether questions that claim to mean what they meant before can mean it: `same-as` against what was published.

Answers of all versions from `since` on are counted together. That is honest only where a person could have given the
same answers, and where the same of them count as positive and in the base.
"""

from collections.abc import Iterable, Iterator, Mapping

from surveys.definition import Question, Survey
from surveys.errors import Problem


def unlike(survey: Survey, published: Mapping[int, Survey], file: str) -> tuple[Problem, ...]:
    """`published` are the survey's own earlier versions, by number."""
    return tuple(problem for question in survey for problem in _claims(question, survey, published, file))


def _claims(question: Question, survey: Survey, published: Mapping[int, Survey], file: str) -> Iterator[Problem]:
    if question.since >= survey.version:
        return
    facts: dict[str, str | int] = {"question": question.id, "survey": survey.id, "this": survey.version}
    if question.since not in published:
        yield Problem(file, 0, "lineage-unpublished", {**facts, "version": question.since})
    for version in sorted(version for version in published if question.since <= version < survey.version):
        then = published[version].find(question.id)
        if then is None:
            yield Problem(file, 0, "lineage-unasked", {**facts, "version": version})
        else:
            yield from _differences(question, then, {**facts, "version": version}, file)


def _differences(now: Question, then: Question, facts: Mapping[str, str | int], file: str) -> Iterator[Problem]:
    for what, is_now, was in (
        ("kind", now.kind.value, then.kind.value),
        ("options", _listed(now.options), _listed(then.options)),
        ("positive", _listed(_in_order(now.positive, now)), _listed(_in_order(then.positive, then))),
        ("outside-base", _listed(_in_order(now.outside_base, now)), _listed(_in_order(then.outside_base, then))),
    ):
        if is_now != was:
            yield Problem(file, 0, "lineage-differs", {**facts, "what": what, "now": is_now, "then": was})


def _in_order(named: frozenset[str], question: Question) -> Iterable[str]:
    return (option for option in question.options if option in named)


def _listed(options: Iterable[str]) -> str:
    return f"[{', '.join(options)}]"
