"""No web page may drive a reader's app, and no article may make the browser call out."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import drawn

pytestmark = pytest.mark.browser


def ask(url: str, path: str, host: str, *lines: str) -> str:
    """Return the status line of a request that names `host`, as a rebound name would."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname or "", parts.port or 80), timeout=10) as connection:
        request = [f"GET {path} HTTP/1.1", f"Host: {host}", "Connection: close", *lines, "", ""]
        connection.sendall("\r\n".join(request).encode())
        return connection.recv(4096).decode("latin-1").splitlines()[0]


WEBSOCKET = (
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
)


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_dateline/linked/filter.js"])
def test_a_rebound_name_is_refused_everywhere(app_url: str, path: str) -> None:
    """A page of evil.example that resolves to this machine reads nothing, not even a file of ours."""
    assert " 403 " in ask(app_url, path, "evil.example")
    assert " 403 " in ask(app_url, path, f"evil.example:{urlsplit(app_url).port}")
    assert " 200 " in ask(app_url, path, f"127.0.0.1:{urlsplit(app_url).port}")


def test_a_rebound_name_cannot_open_the_websocket(app_url: str) -> None:
    assert " 403 " in ask(app_url, "/_stcore/stream", "evil.example", "Origin: http://evil.example", *WEBSOCKET)


def test_another_site_cannot_open_the_websocket(app_url: str) -> None:
    host = urlsplit(app_url).netloc
    assert " 403 " in ask(app_url, "/_stcore/stream", host, "Origin: http://evil.example", *WEBSOCKET)


def test_every_page_carries_the_headers_that_keep_it_here(app_url: str) -> None:
    with urlopen(app_url) as response:
        headers = {name.lower(): value for name, value in response.headers.items()}

    assert "default-src 'self'" in headers["content-security-policy"]
    assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_browser_itself_refuses_a_request_to_another_machine(page: Page, app_url: str) -> None:
    """Even markup that slipped through could not call out: image, script and fetch all end at the policy."""
    page.goto(app_url)
    drawn(page)
    refused = page.evaluate(
        """async () => {
             const seen = [];
             document.addEventListener("securitypolicyviolation", event => seen.push(event.effectiveDirective));
             for (const tag of ["img", "script"])
               document.body.append(Object.assign(document.createElement(tag), { src: "http://192.0.2.1/x" }));
             await fetch("http://192.0.2.1/x").catch(() => null);
             await new Promise(done => setTimeout(done, 300));
             return seen;
           }"""
    )
    page.watch.wrong.clear()  # type: ignore[attr-defined]  # the refusals themselves are reported as errors

    assert {"img-src", "connect-src"} <= set(refused)
    assert any(name.startswith("script-src") for name in refused)
