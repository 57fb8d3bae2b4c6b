"""What people send that is no text: invented contents, in the shape in which Telegram tells a bot of each kind."""

from collections.abc import Callable

from bot.sandbox.messages import Json

MakeFile = Callable[[str], Json]
_PLACES: dict[str, Json] = {
    "location": {"latitude": 51.5, "longitude": -0.12},
    "contact": {"phone_number": "+447700900123", "first_name": "Somebody"},  # a number kept free for stories
    "dice": {"emoji": "🎲", "value": 4},
    "venue": {"location": {"latitude": 51.5, "longitude": -0.12}, "title": "A place", "address": "A street"},
    "poll": {
        "id": "1",
        "question": "Which?",
        "options": [],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    },
}
_PICTURE = {"width": 512, "height": 512}
_FILES: dict[str, Json] = {
    "voice": {"duration": 3, "mime_type": "audio/ogg"},
    "audio": {"duration": 3, "mime_type": "audio/mpeg"},
    "video": {**_PICTURE, "duration": 3, "mime_type": "video/mp4"},
    "video_note": {"length": 240, "duration": 3},
    "animation": {**_PICTURE, "duration": 3},
    "document": {"file_name": "letter.pdf", "mime_type": "application/pdf"},
    "sticker": {**_PICTURE, "type": "regular", "is_animated": False, "is_video": False, "emoji": "🙂"},
    "photo": _PICTURE,
}
KINDS = (*_FILES, *_PLACES)


def attachment(kind: str, caption: str, make_file: MakeFile) -> Json:
    if kind not in KINDS:
        raise ValueError(f"nobody can send {kind!r}: one of {', '.join(KINDS)}")
    said: Json = {"caption": caption} if caption else {}
    if kind in _PLACES:
        return {kind: _PLACES[kind], **said}
    told = {**make_file(kind), **_FILES[kind]}
    return {kind: [told] if kind == "photo" else told, **said}
