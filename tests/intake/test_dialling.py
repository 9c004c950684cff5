import ssl
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from draftreel.errors import AddressError, DraftNotFound, MaterialError
from draftreel.intake import dialling
from draftreel.intake.network import DraftAddress, download, list_draft


@pytest.mark.checklist(7)
def test_the_address_that_is_checked_is_the_address_that_is_dialled(server, policy, tmp_path):
    server.give("/a.mp4", b"abc")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    asked = []

    def rebinding(host, port):
        asked.append((host, port))
        return next(answers)

    open_name = replace(policy, allow_hosts=("127.0.0.0/8",))
    url = f"http://rebind.example:{server.port}/a.mp4"
    assert download(url, tmp_path, open_name, resolve=rebinding).bytes == 3
    assert asked == [("rebind.example", server.port)]
    assert server.asked[0][2]["host"] == f"rebind.example:{server.port}"
    with pytest.raises(MaterialError, match="host not allowed"):
        download(url, tmp_path, open_name, resolve=rebinding)


@pytest.mark.checklist(7)
def test_a_name_that_turns_private_after_the_check_sends_no_packet(server, policy, tmp_path):
    server.give("/a.mp4", b"abc")
    url = f"http://public.example:{server.port}/a.mp4"
    with pytest.raises(MaterialError, match=r"a\.mp4 \(host not allowed\)") as caught:
        download(url, tmp_path, replace(policy, allow_hosts=()), resolve=lambda *_: ["127.0.0.1"])
    assert not caught.value.transient
    assert server.asked == []


@pytest.mark.checklist(6)
def test_of_several_addresses_only_the_allowed_ones_are_dialled(server, policy, tmp_path):
    server.give("/a.mp4", b"abc")
    url = f"http://many.example:{server.port}/a.mp4"
    assert download(url, tmp_path, policy, resolve=lambda *_: ["10.0.0.1", "127.0.0.1"]).bytes == 3


@pytest.mark.checklist(6)
def test_the_draft_s_own_host_is_refused_as_an_address(server, policy):
    address = DraftAddress(f"http://public.example:{server.port}/?draft_id=a", "a")
    with pytest.raises(AddressError, match="host not allowed"):
        list_draft(address, replace(policy, allow_hosts=()), resolve=lambda *_: ["127.0.0.1"])
    assert server.asked == []


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/a",
        "http://localhost:1/a",
        "file:///etc/passwd",
        "ftp://example.com/a",
        "http://[::ffff:7f00:1]/",
    ],
)
@pytest.mark.checklist(8)
def test_a_redirect_to_where_nobody_may_go_is_not_followed(server, policy, tmp_path, target):
    url = server.give("/r", b"", 302, location=target)
    with pytest.raises(MaterialError):
        download(url, tmp_path, policy)
    server.give("/l", b"", 302, location=target)
    with pytest.raises(DraftNotFound):
        list_draft(DraftAddress(server.url + "/l?draft_id=a", "a"), policy)


@pytest.mark.checklist(8)
def test_redirects_are_followed_up_to_the_limit(server, policy, tmp_path):
    server.give("/0", b"here")
    for hop in range(1, 8):
        server.give(f"/{hop}", b"", 302, location=f"/{hop - 1}")
    assert download(server.url + "/5", tmp_path, policy).bytes == 4
    with pytest.raises(MaterialError, match="too many redirects"):
        download(server.url + "/6", tmp_path, policy)


@pytest.mark.checklist(8)
def test_a_redirect_loop_ends(server, policy, tmp_path):
    url = server.give("/loop", b"", 302, location="/loop")
    with pytest.raises(MaterialError, match="too many redirects"):
        download(url, tmp_path, policy)


def test_the_environment_s_proxy_is_not_used(server, policy, tmp_path, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert download(server.give("/a", b"abc"), tmp_path, policy).bytes == 3


def test_over_tls_the_name_is_sent_and_the_certificate_is_checked_against_it(policy, tmp_path, monkeypatch):
    certificate = self_signed("files.example", tmp_path)
    told = []
    with tls_server(certificate, told, b"abc") as port:
        url = f"https://files.example:{port}/a.mp4"
        with pytest.raises(MaterialError, match="no connection"):
            download(url, tmp_path, policy, resolve=lambda *_: ["127.0.0.1"])
        trusting = ssl.create_default_context(cafile=certificate)
        monkeypatch.setattr(dialling, "_tls", lambda: trusting)
        assert download(url, tmp_path, policy, resolve=lambda *_: ["127.0.0.1"]).bytes == 3
        with pytest.raises(MaterialError, match="no connection"):
            download(url.replace("files", "other"), tmp_path, policy, resolve=lambda *_: ["127.0.0.1"])
    assert set(told) == {"files.example", "other.example"}


@contextmanager
def tls_server(certificate, told, body):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _socket, name, _context: told.append(name)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        http.handle_error = lambda *_: None
        http.socket = context.wrap_socket(http.socket, server_side=True, do_handshake_on_connect=False)
        Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield http.server_port
        http.shutdown()


def self_signed(name, folder):
    """A certificate of one's own with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file = folder / f"{name}.pem"
    file.write_bytes(private + builder.sign(key, SHA256()).public_bytes(Encoding.PEM))
    return file
