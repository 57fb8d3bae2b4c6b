"""Our messages as Telegram shows them: long labels in one column, ticks before each of several choices."""

from bot.channels.telegram.rendering import shown
from bot.conversation.asides import Do, Page, Show, Tapped
from bot.conversation.messages import Choice, Message, Way

CODE = "8QCM-58BG-YAX6-VEAY"
HELP = Way(Show(Page.HELP), "Get help now")
BACK, STOP = Way(Tapped("tag", Do.BACK, 3), "Back"), Way(Tapped("tag", Do.STOP), "Stop")


def labels(message: Message) -> list[list[str]]:
    keyboard = shown(message).keyboard
    assert keyboard is not None
    return [[button.text for button in row] for row in keyboard.inline_keyboard]


def test_choices_stand_one_below_another_and_other_ways_in_their_rows() -> None:
    asked = Message("Q", (Choice(0, "Yes"), Choice(2, "No")), ((BACK, STOP), (HELP,)), "tag", 3)
    assert labels(asked) == [["Yes"], ["No"], ["Back", "Stop"], ["Get help now"]]
    keyboard = shown(asked).keyboard
    assert keyboard is not None
    data = [button.callback_data for row in keyboard.inline_keyboard for button in row]
    assert data == ["t.tag.pick.3.0", "t.tag.pick.3.2", "t.tag.back.3.", "t.tag.stop..", "s.help"]


def test_of_several_choices_the_ticked_ones_show_it() -> None:
    asked = Message("Q", (Choice(0, "Food", ticked=True), Choice(1, "Prayer")), (), "tag", 3, several=True)
    assert labels(asked) == [["☑ Food"], ["☐ Prayer"]]
    keyboard = shown(asked).keyboard
    assert keyboard is not None
    assert keyboard.inline_keyboard[1][0].callback_data == "t.tag.tick.3.1"


def test_words_alone_have_no_keyboard() -> None:
    assert shown(Message("Thank you")).keyboard is None
    assert shown(Message("Thank you")).on is None


def test_a_message_in_the_place_of_another_names_it() -> None:
    assert shown(Message("Q", on="42")).on == 42


def test_a_code_on_a_line_of_its_own_is_copied_with_one_tap() -> None:
    """Telegram counts as UTF-16 does: a smile is two."""
    text = f"🙂 Your code\n\u2068{CODE}\u2069\nKeep it."
    [code] = shown(Message(text)).codes
    assert (code.type, code.offset, code.length) == ("code", 14, 19)


def test_what_is_no_code_or_stands_among_words_is_not_marked() -> None:
    mistyped = f"{CODE[:-1]}{'B' if CODE[-1] == 'A' else 'A'}"
    for text in ("Thank you", f"Your code {CODE}", mistyped, "", "\n\n"):
        assert shown(Message(text)).codes == ()
