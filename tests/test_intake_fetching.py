"""A page by its address: only what is public is asked, as it was checked, within one clock and one size."""

import gzip
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from dashboard.errors import FetchError, LimitError
from dashboard.intake.addresses import check_address, is_public
from dashboard.intake.fetching import fetch_page
from dashboard.limits import Limits

ALLOWED = Limits(private_addresses="allowed", fetch_wall_s=5)
PUBLIC = lambda host, port: ["93.184.215.14"]  # noqa: E731

REFUSED = [
    "file:///etc/passwd",
    "data:text/html,x",
    "ftp://example.org/a",
    "javascript:alert(1)",
    "//example.org/x",
    "example.org",
    "http://",
    "http:///x",
    "http://example.org:22/",
    "http://example.org:8080/",
    "https://user@example.org/",
    "http://example.org\\@evil.example/",
    "http://example.org/a b",
    "http://example.org/\r\nHost: x",
    "http://example.org/\x00",
    "http://localhost/",
    "http://localhost./",
    "http://LOCALHOST/",
    "http://printer/",
    "http://db.internal/",
    "http://x.local/",
    "http://" + "a" * 2_000 + ".org/",
    "http://[::1",
    "http://example.org:99999/",
]
PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "0.0.0.0",
    "100.64.0.1",
    "192.0.0.192",
    "224.0.0.1",
    "255.255.255.255",
    "198.18.0.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fec0::1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2001:db8::1",
    "ff02::1",
    "2001::1",
    "100::1",
    "not an address",
    "fe80::1%eth0",
]


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_that_tells_by_itself_that_it_is_not_fetched_asks_no_name_server(url):
    def resolver(host: str, port: int) -> list[str]:
        raise AssertionError(f"{host} was looked up")

    with pytest.raises(FetchError):
        check_address(url, resolver=resolver)


@pytest.mark.parametrize("ip", PRIVATE)
def test_no_address_of_this_machine_or_a_private_network_counts_as_public(ip):
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_addresses_of_the_internet_do(ip):
    assert is_public(ip)


@pytest.mark.parametrize(
    "host", ["127.1", "2130706433", "0x7f.1", "0177.0.0.1", "①②⑦.⓪.⓪.①", "[::1]", "[::ffff:7f00:1]", "169.254.43518"]
)
def test_loopback_in_disguise_is_refused_by_what_it_resolves_to(host):
    with pytest.raises(FetchError):
        check_address(f"http://{host}/")


def test_one_private_answer_among_public_ones_refuses_the_name():
    with pytest.raises(FetchError, match="private network"):
        check_address("http://example.org/", resolver=lambda host, port: ["93.184.215.14", "127.0.0.1"])


def test_a_name_is_resolved_once_and_connected_to_as_checked(monkeypatch):
    """A second answer could be another one (DNS rebinding)."""
    asked = []
    connected = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["93.184.215.14"] if len(asked) == 1 else ["127.0.0.1"]

    def connect(address, timeout):
        connected.append(address)
        raise OSError("no network in tests")

    monkeypatch.setattr("dashboard.intake.fetching.socket.create_connection", connect)
    with pytest.raises(FetchError, match="no network in tests"):
        fetch_page("http://example.org/a", Limits(), resolver=resolver)
    assert (asked, connected) == (["example.org"], [("93.184.215.14", 80)])


def test_letters_outside_ascii_are_asked_for_as_bytes():
    assert check_address("http://example.org/é?q=ü", resolver=PUBLIC).path == "/%C3%A9?q=%C3%BC"
    assert check_address("http://bücher.example/", resolver=PUBLIC).host == "xn--bcher-kva.example"


@contextmanager
def serving(answer: Callable[[str, object], None]) -> Iterator[str]:
    """A server on loopback; `answer(path, file)` writes the whole answer."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            line = self.rfile.readline().decode()
            while self.rfile.readline().strip():
                pass
            try:
                answer(line.split()[1], self.wfile)
            except OSError:
                return

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def plain(body: bytes, head: str = "Content-Type: text/html", status: str = "200 OK"):
    return lambda path, file: file.write(f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body)


def redirect(to: str, status: str = "302 Found"):
    return plain(b"", f"Location: {to}", status)


def test_loopback_is_refused_unless_the_setting_allows_it():
    with serving(plain(b"<p>hi")) as url:
        with pytest.raises(FetchError):
            fetch_page(url, Limits())
        page = fetch_page(url + "/a#part", ALLOWED)
    assert page.content == b"<p>hi"
    assert page.url == url + "/a"


def test_a_redirect_to_a_private_host_is_refused_at_that_hop():
    with serving(redirect("http://127.0.0.1:1/secret")) as url:
        port = int(url.rpartition(":")[2])

        def resolver(host: str, _: int) -> list[str]:
            return ["93.184.215.14"] if host == "public.example" else ["127.0.0.1"]

        import dashboard.intake.fetching as fetching

        real = fetching.socket.create_connection
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                fetching.socket, "create_connection", lambda address, timeout: real(("127.0.0.1", port), timeout)
            )
            with pytest.raises(FetchError, match="only the usual ports"):
                fetch_page("http://public.example/", Limits(), resolver=resolver)


def test_redirects_are_followed_five_times_and_the_last_address_is_kept():
    def hop(path, file):
        number = int(path.strip("/") or 0)
        (plain(b"<p>end") if number == 5 else redirect(f"/{number + 1}"))(path, file)

    with serving(hop) as url:
        assert fetch_page(f"{url}/0", ALLOWED).url == f"{url}/5"
        with pytest.raises(FetchError, match="more than 4 times; the limit redirects is 4"):
            fetch_page(f"{url}/0", Limits(private_addresses="allowed", redirects=4))
    with serving(redirect("/")) as url, pytest.raises(FetchError, match="in a circle"):
        fetch_page(url + "/", ALLOWED)


ANSWERS = [
    (plain(b"gone", status="404 Not Found"), "the server answered 404 Not Found"),
    (plain(b"x", status="500 Oops"), "the server answered 500 Oops"),
    (plain(b"\x89PNG", "Content-Type: image/png"), "it is no page or document, but 'image/png'"),
    (plain(b"x", "Content-Encoding: br"), "packed in a way that is not read ('br')"),
    (plain(b"not gzip", "Content-Encoding: gzip"), "what it is packed in is damaged"),
    (plain(b"x", "Content-Length: 99"), "could not be fetched"),
    (plain(b"", "\r\n".join(f"X-{n}: 1" for n in range(1_000))), "its answer is not readable"),
    (lambda path, file: file.write(b"junk\r\n\r\n"), "its answer is not readable"),
    (lambda path, file: None, "its answer is not readable"),
    (redirect(""), "leads on to nowhere"),
    (redirect("file:///etc/passwd"), "only addresses that begin with http"),
]


@pytest.mark.parametrize(("answer", "reason"), ANSWERS)
def test_an_answer_that_gives_no_page_says_why(answer, reason):
    with serving(answer) as url, pytest.raises(FetchError) as raised:
        fetch_page(url + "/", ALLOWED)
    assert reason in str(raised.value)


def test_decoded_bytes_are_counted_and_not_what_the_server_says():
    bomb = gzip.compress(b"\0" * 60_000_000)
    head = f"Content-Encoding: gzip\r\nContent-Length: {len(bomb)}"
    with serving(plain(bomb, head)) as url, pytest.raises(LimitError, match="file_mb is 20"):
        fetch_page(url, ALLOWED)


def test_a_page_that_never_ends_is_stopped_by_its_size():
    def endless(path, file):
        file.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            file.write(b"10000\r\n" + b"x" * 65_536 + b"\r\n")

    with serving(endless) as url, pytest.raises(LimitError, match="file_mb is 2"):
        fetch_page(url, Limits(private_addresses="allowed", file_mb=2))


@pytest.mark.parametrize("part", ["body", "head"])
def test_a_server_that_drips_a_byte_now_and_then_is_cut_off_by_the_clock(part):
    """A timeout for silence never fires there; the time for everything does."""

    def drip(path, file):
        file.write(b"HTTP/1.1 200 OK\r\n" + (b"Content-Type: text/html\r\n\r\n" if part == "body" else b"X: "))
        while True:
            file.write(b"x")
            threading.Event().wait(0.05)

    with serving(drip) as url, pytest.raises(FetchError, match="the limit fetch_wall_s is 1"):
        fetch_page(url, Limits(private_addresses="allowed", fetch_wall_s=1))
