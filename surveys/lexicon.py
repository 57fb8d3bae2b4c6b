"""Words that mean the same in every survey, in all languages at once, folded (see `folding`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.text import Wording


@dataclass(frozen=True, slots=True)
class Lexicon:
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    go_on: frozenset[str] = frozenset()
    months: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Languages:
    """What a typed answer is looked for in. `wordings`: the respondent's own language first."""

    wordings: tuple[Wording, ...] = ()
    lexicon: Lexicon = field(default_factory=Lexicon)
