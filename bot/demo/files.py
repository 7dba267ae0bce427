"""The stand-in's answers about files: an address for the upload, then the file in a channel.

docs.slack.dev/messaging/working-with-files: files.getUploadURLExternal, a POST of the content,
files.completeUploadExternal.
"""

from __future__ import annotations

from bot.demo import BOT_USER
from bot.demo.chat import structured
from bot.demo.workspace import Fields, SlackError, Workspace


def upload_url(ws: Workspace, params: Fields) -> Fields:
    """Gives only the last part of the address; the server puts its own address before it."""
    if not params.get("filename") or not str(params.get("length", "")).isdigit():
        raise SlackError("invalid_arguments")
    name = ws.new_id("F")
    ws.files[name] = {"id": name, "name": params["filename"], "length": int(params["length"])}
    return {"upload_url": f"upload/{name}", "file_id": name}


def take(ws: Workspace, file_id: str, content: bytes) -> None:
    """Stores the content of a file whose upload address was given."""
    ws.files[file_id]["content"] = content


def complete(ws: Workspace, params: Fields) -> Fields:
    given = structured(params, "files", "invalid_arguments")
    shown = []
    for one in given:
        known = ws.files.get(one.get("id", ""))
        if known is None or len(known.get("content", b"")) != known["length"]:
            raise SlackError("file_not_found")
        known["ready_at"] = ws.now() + ws.file_seconds
        shown.append({"id": known["id"], "name": known["name"], "title": one.get("title")})
    if channel := params.get("channel_id"):
        if channel not in ws.channels:
            raise SlackError("channel_not_found")
        ws.keep(channel, BOT_USER, {"text": "", "files": shown}, params.get("thread_ts"))
    return {"files": shown}
