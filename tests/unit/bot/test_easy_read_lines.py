"""Easy Read on a page: one sentence a line, and nothing that was safe before is unsafe after."""

from markupsafe import Markup

from bot.web.rendering import a_line_each, callable_numbers


def test_each_sentence_has_a_line_of_its_own() -> None:
    assert a_line_each("Stop here. Why? Ok", "en-easyread") == (
        '<span class="heard-sentence">Stop here.</span> '
        '<span class="heard-sentence">Why?</span> <span class="heard-sentence">Ok</span>'
    )


def test_one_sentence_and_other_languages_stay_as_they_are() -> None:
    assert a_line_each("Did you feel safe?", "en-easyread") == "Did you feel safe?"
    assert a_line_each("Stop here. Why?", "en") == "Stop here. Why?"


def test_what_is_no_markup_is_escaped_and_what_is_stays() -> None:
    assert "<script>" not in a_line_each("One. <script>x</script>. Two.", "en-easyread")
    called = a_line_each(callable_numbers("Call 999 now. Then wait."), "en-easyread")
    assert isinstance(called, Markup)
    assert 'href="tel:999"' in called
    assert called.count("heard-sentence") == 2
