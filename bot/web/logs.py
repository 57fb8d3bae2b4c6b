"""The server's own log: it would tell addresses, cookies and what was asked for of every request that is malformed."""

import logging


class _KindAlone(logging.Filter):
    """Keeps what kind of fault it was. Its message, arguments and traceback could hold what somebody sent."""

    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0] if record.exc_info else None
        record.msg, record.args = f"request failed: {kind.__name__ if kind else 'unknown'}", ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


_KIND_ALONE = _KindAlone()


def quiet_server_log() -> logging.Logger:
    log = logging.getLogger("aiohttp.server")
    log.addFilter(_KIND_ALONE)
    return log
