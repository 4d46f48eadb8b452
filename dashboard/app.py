"""The server: the page script, the files that the browser needs, and the headers that keep it to this machine.

    python -m dashboard run                     serves it to this machine
    python -m streamlit run dashboard/app.py    serves it as Streamlit's settings say (docs/screen.md: a shared server)

plotly.js comes out of the installed plotly wheel, the component's files out of `linked/`, map outlines out of
`data/reference/outlines`. Tables, events and articles are sent by routes as well, so that they are compressed, kept by
the browser and never cross the WebSocket.
"""

from __future__ import annotations

import importlib
import re
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

if str(Path(__file__).resolve().parents[1]) not in sys.path:  # Streamlit puts only this folder on the path
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.lexicon import REFERENCE
from dashboard.linked import ASSETS, LINKED, PLOTLY_JS, PLOTLY_NAME, served

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOR_EVER = "public, max-age=31536000, immutable"
PRIVATE = "private, max-age=31536000, immutable"
# Streamlit loads components from blob: URLs and styles itself inline; everything else is this server or nothing.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' blob: 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class Guard:
    """ASGI middleware: refuses a Host that is not ours, and puts the headers on every response.

    Streamlit checks `server.allowedHosts` for its WebSocket only; a page of another name that points to this machine
    (DNS rebinding) could still read tables and articles, so it is turned away here for every request.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.hosts = {host.lower() for host in st.get_option("server.allowedHosts")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if self.hosts and _host(scope) not in self.hosts:
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            else:
                await PlainTextResponse("This app answers only to its own name.\n", status_code=403)(
                    scope, receive, send
                )
            return

        first = _is_first_page(scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = {name for name, _ in HEADERS}
                kept = [pair for pair in message["headers"] if pair[0].lower() not in ours]
                message["headers"] = [*kept, *HEADERS, *([(b"link", PRELOAD)] if first else [])]
            await send(message)

        if scope["type"] == "websocket":
            await self.app(scope, receive, send)
        elif first:
            await _with_early_script(self.app, scope, receive, send_with_headers)
        else:
            await self.app(scope, receive, send_with_headers)


def _is_first_page(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["method"] == "GET" and scope["path"] in (HOME, HOME + "/")


async def _with_early_script(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the page of `app` and, in its head, the script that runs plotly.js while Streamlit starts.

    The page is a few kilobytes, so it is gathered whole. It carries no ETag of the file that it no longer is.
    """
    start: Message = {}
    body = b""

    async def gather(message: Message) -> None:
        nonlocal start, body
        if message["type"] == "http.response.start":
            start = message
            return
        body += message.get("body", b"")
        if message.get("more_body"):
            return
        page = body.replace(b"</head>", EARLY + b"</head>", 1)
        length = (b"content-length", str(len(page)).encode())
        dropped = (b"content-length", b"etag", b"last-modified")
        start["headers"] = [*(pair for pair in start["headers"] if pair[0].lower() not in dropped), length]
        await send(start)
        await send({"type": "http.response.body", "body": page})

    headers = [(name, value) for name, value in scope["headers"] if name[:3] != b"if-" and name != b"accept-encoding"]
    await app({**scope, "headers": headers}, receive, gather)


def _host(scope: Scope) -> str:
    """Return the host that the request names, without port, in lower case; "" when it names none."""
    value = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1").lower()
    return value.partition("]")[0].lstrip("[") if value.startswith("[") else value.partition(":")[0]


KINDS = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}
_read: dict[Path, tuple[int, bytes]] = {}


def _content(file: Path) -> tuple[str, bytes]:
    """Return the version and content of a file, read again only when it has changed."""
    changed = file.stat().st_mtime_ns
    if _read.get(file, (0, b""))[0] != changed:
        _read[file] = (changed, file.read_bytes())
    return f'"{changed:x}"', _read[file][1]


def files_of(folder: Path) -> Callable[[Request], Awaitable[Response]]:
    """Return the route of a folder's files, which may change with an update: the browser keeps them but asks each time.

    They are sent from memory in one piece: Starlette's own reads in pieces on other threads, which takes a busy server
    many times as long, and the first page waits for it.
    """

    async def answer(request: Request) -> Response:
        file = folder.joinpath(request.path_params["path"]).resolve()
        if not file.is_relative_to(folder) or file.suffix not in KINDS or not file.is_file():
            return PlainTextResponse("no such file", status_code=404)
        version, content = _content(file)
        headers = {"Cache-Control": "no-cache", "ETag": version}
        if request.headers.get("if-none-match") == version:
            return Response(status_code=304, headers=headers)
        return Response(content, media_type=KINDS[file.suffix], headers=headers | _plain_at_home(request))

    return answer


async def plotly_js(request: Request) -> Response:
    """Return plotly.js of the installed wheel; its URL carries the version, so the browser may keep it for ever."""
    headers = {"Cache-Control": FOR_EVER} | _plain_at_home(request)
    return Response(_content(PLOTLY_JS)[1], media_type=KINDS[".js"], headers=headers)


def _plain_at_home(request: Request) -> dict[str, str]:
    """Return the header that spares a browser on this machine the compression, which costs more than it saves there."""
    here = request.client is not None and request.client.host in ("127.0.0.1", "::1")
    return {"Content-Encoding": "identity"} if here else {}


async def table_json(request: Request) -> Response:
    """Return the events and figures of a revision; 404 once it is no longer held, and the page asks Python again."""
    text = served.table(request.path_params["revision"])
    if text is None:
        return PlainTextResponse("no longer held", status_code=404)
    headers = {"Cache-Control": FOR_EVER.replace("public", "private")} | _plain_at_home(request)
    return Response(text, media_type=KINDS[".json"], headers=headers)


def event_json(request: Request) -> Response:
    """Return all that the detail panel shows of one event."""
    detail = served.event(request.path_params["revision"], request.path_params["event"])
    return JSONResponse(detail) if detail is not None else PlainTextResponse("no such event", status_code=404)


def article_json(request: Request) -> Response:
    """Return one article with its text."""
    article = served.article(request.path_params["revision"], request.path_params["article"])
    return JSONResponse(article) if article is not None else PlainTextResponse("no such article", status_code=404)


def _preload() -> bytes:
    """Return the Link header of the first page: the browser fetches what it needs for it while Streamlit starts."""
    needed, found = ["component.js"], set()
    while needed:
        name = needed.pop()
        if name not in found:
            found.add(name)
            needed += re.findall(r'from "\./([\w.]+)"', (LINKED / name).read_text(encoding="utf-8"))
    modules = [f"<{ASSETS}/linked/{name}>; rel=modulepreload" for name in sorted(found)]
    return ", ".join([f"<{ASSETS}/{PLOTLY_NAME}>; rel=preload; as=script", *modules]).encode()


def _warm() -> None:
    """Make ready what the first page needs, so that it need not wait: first the table, then what Streamlit will import.

    The second waits until a browser has all of Streamlit's files and is busy running them: before, it would slow down
    the sending of those.
    """
    from dashboard.session import shown

    shown()
    if _loaded.wait(timeout=60):
        importlib.import_module("pandas")


async def linked_file(request: Request) -> Response:
    """Return a file of the component. The first page's own script is asked for after all of Streamlit's."""
    if request.path_params["path"] == "early.js":
        _loaded.set()
    return await _linked(request)


def serve(listening: socket.socket) -> None:
    """Serve the app on a bound socket until Ctrl+C or another signal ends it."""
    size = int(st.get_option("server.maxMessageSize")) * 1_000_000
    config = uvicorn.Config(
        app, ws="websockets-sansio", ws_max_size=size, ws_per_message_deflate=False, log_level="warning",
        access_log=False, timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    # uvicorn listens to Ctrl+C once its loop runs; before, it would end in Python's warnings.
    signal.signal(signal.SIGINT, server.handle_exit)
    server.run(sockets=[listening])


HOME = ASSETS.removesuffix("/_dateline")
PRELOAD = _preload()
EARLY = f'<script type="module" async src="{ASSETS}/linked/early.js?plotly={PLOTLY_NAME}"></script>'.encode()
_loaded = Event()
_linked = files_of(LINKED)
Thread(target=_warm, name="warm", daemon=True).start()

app = st.App(
    Path(__file__).with_name("shell.py"),
    routes=[
        Route(f"{ASSETS}/{PLOTLY_NAME}", plotly_js),
        Route(f"{ASSETS}/tables/{{revision}}.json", table_json),
        Route(f"{ASSETS}/tables/{{revision}}/events/{{event}}.json", event_json),
        Route(f"{ASSETS}/tables/{{revision}}/articles/{{article}}.json", article_json),
        Route(f"{ASSETS}/linked/{{path:path}}", linked_file),
        Route(f"{ASSETS}/outlines/{{path:path}}", files_of(REFERENCE / "outlines")),
    ],
    middleware=[Middleware(Guard)],
)
