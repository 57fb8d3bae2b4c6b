"""Emoji faces as answers on an ordered scale, from the best option to the worst."""

from collections.abc import Sequence

_STEPS = {
    2: "😀😃😄😁😍🥰🤩😊❤👍",
    1: "🙂☺😌",
    0: "😐😑😶",
    -1: "🙁☹😕😟😞",
    -2: "😢😭😡😠🤬😣😖👎",
}
_STEP_OF = {face: step for step, faces in _STEPS.items() for face in faces}
_UNSHAPED = ("\ufe0f", "\U0001f3fb", "\U0001f3fc", "\U0001f3fd", "\U0001f3fe", "\U0001f3ff")


def by_face(scale: Sequence[str], text: str) -> tuple[str, ...]:
    """The options of the scale that a face can mean. Several where the scale has no step just there."""
    plain = text.strip()
    for sign in _UNSHAPED:
        plain = plain.replace(sign, "")
    step = _STEP_OF.get(plain)
    if step is None or len(scale) < 2:
        return ()
    place = (2 - step) * (len(scale) - 1)  # in quarters of the way from the first option to the last
    low, between = divmod(place, 4)
    return (scale[low],) if not between else tuple(scale[low : low + 2])
