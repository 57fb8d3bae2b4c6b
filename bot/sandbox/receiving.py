"""The API's methods by which a bot gets its updates, one way or the other, and files."""

from typing import Any

from bot.sandbox.parameters import Parameters
from bot.sandbox.polling import MOST
from bot.sandbox.refusals import bad_request, conflict
from bot.sandbox.server import Server
from bot.sandbox.webhook import USUAL_CONNECTIONS, checked_hook


async def get_updates(server: Server, said: Parameters) -> Any:
    if server.webhook.active:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    server.world.pending.allow(said.nested("allowed_updates"))
    limit = min(max(said.whole("limit", MOST), 1), MOST)
    return await server.polling.ask(said.whole("offset", 0), limit, max(said.whole("timeout", 0), 0))


async def set_webhook(server: Server, said: Parameters) -> Any:
    """Without an address it deletes the webhook."""
    if not said.text("url"):
        return await delete_webhook(server, said)
    connections = said.whole("max_connections", USUAL_CONNECTIONS)
    hook = checked_hook(said.text("url"), said.text("secret_token"), connections)
    server.world.pending.allow(said.nested("allowed_updates"))
    _drop(server, said)
    server.polling.end_for_webhook()
    await server.webhook.set(hook)
    return True


async def delete_webhook(server: Server, said: Parameters) -> Any:
    _drop(server, said)
    await server.webhook.remove()
    return True


async def get_webhook_info(server: Server, _: Parameters) -> Any:
    return server.webhook.info()


async def get_file(server: Server, said: Parameters) -> Any:
    path = server.world.files.get(said.text("file_id"))
    if path is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    unique = said.text("file_id").rpartition("-")[2]
    return {"file_id": said.text("file_id"), "file_unique_id": unique, "file_size": 1024, "file_path": path}


def _drop(server: Server, said: Parameters) -> None:
    if said.truth("drop_pending_updates"):
        server.world.pending.drop()
