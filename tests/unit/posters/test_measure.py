"""Where a text is broken into lines."""

from bot.posters.measure import ADDRESS, PROSE, WORD, broken, width

PROMISE = "About 5 minutes. In your language. We do not ask who you are."


def test_what_fits_stays_on_one_line_and_spaces_are_single() -> None:
    assert broken("  Ward\n 7 ", PROSE, 100) == ("Ward 7",)
    exactly = width("Ward 7")
    assert broken("Ward 7", PROSE, exactly) == ("Ward 7",)
    assert broken("Ward 7", PROSE, exactly - 0.01) == ("Ward", "7")


def test_sentences_stay_whole_before_clauses_and_clauses_before_words() -> None:
    assert broken(PROMISE, PROSE, 24) == ("About 5 minutes. In your language.", "We do not ask who you are.")
    assert broken("Point your camera at a code, or type the address.", PROSE, 20) == (
        "Point your camera at a code,",
        "or type the address.",
    )
    assert broken("آپ کے ساتھ کیسا سلوک ہوا۔ ہمیں بتائیں۔", PROSE, 16) == ("آپ کے ساتھ کیسا سلوک ہوا۔", "ہمیں بتائیں۔")


def test_chinese_is_broken_behind_its_commas_else_anywhere_but_before_one() -> None:
    assert broken("告诉我们，您受到了怎样的对待", PROSE, 10) == ("告诉我们，", "您受到了怎样的对待")
    lines = broken("告诉我们，您受到了怎样的对待", PROSE, 4.5)
    assert lines is not None
    assert not any(line.startswith("，") for line in lines)
    assert "".join(lines) == "告诉我们，您受到了怎样的对待"


def test_words_are_shared_out_evenly() -> None:
    assert broken("Tell us how you were treated", PROSE, 16) == ("Tell us how you", "were treated")


def test_nothing_is_lost_and_spaces_stay_between_words() -> None:
    for widest in range(5, 40):
        for text in (PROMISE, "Proszę powiedzieć nam, jak Państwa traktowano"):
            lines = broken(text, PROSE, widest)
            if lines is not None:
                assert " ".join(lines) == text
                assert all(width(line) <= widest for line in lines)


def test_a_word_that_is_too_wide_alone_is_told_and_an_address_is_broken_anywhere() -> None:
    assert broken("Llanfairpwllgwyngyll", (WORD,), 5) is None
    address = "heard.trust.example/?place=" + "w" * 60
    lines = broken(address, (ADDRESS,), 14)
    assert lines is not None
    assert "".join(lines) == address
    assert lines[0] == "heard.trust.example/?"


def test_marks_take_no_room_and_wide_signs_take_all() -> None:
    assert width("é") == width("e\u0301") == width("e")
    assert width("您") == 1
    assert width("\u2068a\u2069") == width("a")
