"""A field that nobody sees, on the form that begins a conversation: programs that fill in every form fill it in.

So may a browser or a password manager, for somebody who cannot see it. So nothing is thrown away in silence: the page
comes again with all that was chosen, the field in sight and a word about it. To a program it is a page like any other.
"""

from dataclasses import dataclass

from bot.web.forms import Form, field

NAME = "leave-empty"  # nothing that a browser or a password manager knows a value for


@dataclass(frozen=True, slots=True)
class Trap:
    """`held`: what stood in it. It is in sight only then."""

    held: str
    name: str = NAME


def trapped(form: Form) -> str:
    return field(form, NAME).strip()
