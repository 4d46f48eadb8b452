"""A web page by its address: each hop connected to as checked, decoded bytes counted, one clock for all."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import zlib
from dataclasses import dataclass
from urllib.parse import urljoin

from dashboard.errors import FetchError
from dashboard.intake.addresses import Address, Resolver, check_address, resolve
from dashboard.limits import Limits

_REDIRECTS = (301, 302, 303, 307, 308)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf", _DOCX, "")
_HEADERS = {
    "User-Agent": "Dateline/0.1 (takes in one page at a reader's request)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


@dataclass(frozen=True)
class Page:
    """What an address answered: the address after redirects, the decoded bytes, and their stated type."""

    url: str
    content: bytes
    content_type: str


def fetch_page(url: str, limits: Limits, *, resolver: Resolver = resolve) -> Page:
    """Return the page at an address. Raises FetchError with the reason, LimitError where it is too large.

    At most `redirects` hops, each checked as the first was; none from https to http. `fetch_wall_s` is for everything
    together: a server that sends a byte now and then cannot hold us.
    """
    with _Clock(limits.fetch_wall_s) as clock:
        try:
            return _follow(url.strip(), limits, resolver, clock)
        except (OSError, http.client.HTTPException, ssl.SSLError, ValueError) as error:
            if clock.over:
                raise FetchError(
                    f"{url}: it took longer than {limits.fetch_wall_s} s; the limit fetch_wall_s is "
                    f"{limits.fetch_wall_s} (data/limits.yaml)"
                ) from error
            raise FetchError(f"{url}: it could not be fetched: {_reason(error)}") from error


class _Clock:
    """Closes the connection in use when the time is over, which ends any wait on it."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self.seconds = seconds
        self.connection: socket.socket | None = None
        self.timer = threading.Timer(seconds, self._end)
        self.timer.daemon = True

    def __enter__(self) -> _Clock:
        self.timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()

    def watch(self, connection: socket.socket) -> None:
        self.connection = connection
        if self.over:
            self._end()

    def _end(self) -> None:
        self.over = True
        if self.connection is not None:
            with contextlib.suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)


def _follow(url: str, limits: Limits, resolver: Resolver, clock: _Clock) -> Page:
    allow_private = limits.private_addresses == "allowed"
    seen: list[str] = []
    while True:
        address = check_address(url, allow_private=allow_private, resolver=resolver)
        if seen and seen[-1].startswith("https:") and address.scheme == "http":
            raise FetchError(f"{seen[0]}: it leads on from https to http ({url}), which is not followed")
        if address.url in seen:
            raise FetchError(f"{seen[0]}: it leads round in a circle")
        seen.append(address.url)
        if len(seen) > limits.redirects + 1:
            raise FetchError(
                f"{seen[0]}: it leads on more than {limits.redirects} times; the limit redirects is "
                f"{limits.redirects} (data/limits.yaml)"
            )
        answer = _ask(address, limits, clock)
        if isinstance(answer, Page):
            return answer
        url = urljoin(address.url, answer)


def _ask(address: Address, limits: Limits, clock: _Clock) -> Page | str:
    """Return the page, or the address that it leads on to."""
    connection = _Connection(address, clock, limits.fetch_wall_s)
    try:
        connection.request("GET", address.path, headers=_HEADERS)
        response = connection.getresponse()
        if response.status in _REDIRECTS:
            location = response.getheader("Location") or ""
            if not location:
                raise FetchError(f"{address.url}: it leads on to nowhere (answer {response.status})")
            return location
        if response.status != 200:
            raise FetchError(f"{address.url}: the server answered {response.status} {response.reason}".rstrip())
        content_type = (response.getheader("Content-Type") or "").lower()
        if content_type.partition(";")[0].strip() not in _TYPES:
            raise FetchError(f"{address.url}: it is no page or document, but {content_type.partition(';')[0]!r}")
        return Page(address.url, _read(response, address, limits, clock), content_type)
    finally:
        connection.close()


class _Connection(http.client.HTTPConnection):
    """A connection to the IP that was checked, under the name that was asked for."""

    def __init__(self, address: Address, clock: _Clock, timeout_s: float) -> None:
        host = f"[{address.host}]" if ":" in address.host else address.host
        super().__init__(host, address.port, timeout=timeout_s)
        self.address = address
        self.clock = clock

    def connect(self) -> None:
        problem: OSError | None = None
        for ip in self.address.ips:
            if self.clock.over:
                break
            try:
                self.sock = socket.create_connection(
                    (ip, self.address.port), timeout=min(10.0, float(self.timeout or 10))
                )
                break
            except OSError as error:
                problem = error
        else:
            raise problem or OSError("no answer")
        self.sock.settimeout(self.timeout)
        self.clock.watch(self.sock)
        if self.address.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.address.host)
            self.clock.watch(self.sock)


def _read(response: http.client.HTTPResponse, address: Address, limits: Limits, clock: _Clock) -> bytes:
    """Return the body, decoded; stops as soon as more than `file_mb` have come out."""
    encoding = (response.getheader("Content-Encoding") or "identity").lower().strip()
    if encoding in ("identity", ""):
        decoder = None
    elif encoding in ("gzip", "x-gzip", "deflate"):
        decoder = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib by its first bytes
    else:
        raise FetchError(f"{address.url}: it is packed in a way that is not read ({encoding!r})")
    most = limits.file_mb * 1_000_000
    parts: list[bytes] = []
    size = 0
    while chunk := response.read(65_536):
        if clock.over:
            raise OSError("time is over")
        pieces = [chunk] if decoder is None else _unpacked(decoder, chunk, most + 1 - size)
        for piece in pieces:
            parts.append(piece)
            size += len(piece)
        if size > most:
            raise limits.exceeded("file_mb", f"{address.url}: the page has more than {limits.file_mb} MB")
    if clock.over:
        raise OSError("time is over")
    if response.length or (decoder is not None and not decoder.eof):
        raise OSError("the page broke off")
    return b"".join(parts)


def _unpacked(decoder: zlib._Decompress, chunk: bytes, room: int) -> list[bytes]:
    try:
        return [decoder.decompress(chunk, max(1, room))]
    except zlib.error as error:
        raise OSError("what it is packed in is damaged") from error


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message})"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, http.client.HTTPException):
        return f"its answer is not readable ({type(error).__name__})"
    return str(error) or type(error).__name__
