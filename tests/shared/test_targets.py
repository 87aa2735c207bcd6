import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.targets import MAX_URL, Target, TargetError, check_target, path_of
from tests.shared.test_addresses import PRIVATE_ADDRESSES

HOSTILE_HOSTS = [
    "localhost",
    "LOCALHOST",
    "localhost.",
    "a.localhost",
    "printer.local",
    "metadata.google.internal",
    "1.0.0.127.in-addr.arpa",
    "hidden.onion",
    "a.test",
    "a.invalid",
    "intranet",
    "127.1",
    "127.0.1",
    "0177.0.0.1",
    "0177.1",
    "0x7f.0.0.1",
    "0x7f000001",
    "0x7f.1",
    "2130706433",
    "017700000001",
    "127.0.0.1.",
    "127.0.0.0x1",
    "127.0.0.01",
    "127.0.0.256",
    "1.2.3.4.5",
    "a.0x1",
    "a.1",
    "127。0。0。1",
    "127．0．0．1",
    "127｡0｡0｡1",
    "①②⑦.⓪.⓪.①",
    "１２７.0.0.1",
    "localhost。",
    "ⓛocalhost",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[0:0:0:0:0:ffff:7f00:1]",
    "[64:ff9b::a9fe:a9fe]",
    "[2002:7f00:1::]",
    "[fe80::1%25eth0]",
    "[fd00:ec2::254]",
    "[127.0.0.1]",
    "[::1",
    "[v1.fe80]",
    "",
    ".",
    "..",
    "a..example.com",
    ".example.com",
    "-a.example.com",
    "a-.example.com",
    "a_b.example.com",
    "a*.example.com",
    "a%2eexample.com",
    "%6c%6f%63al.example",
    "exam%00ple.com",
    "good.example.com..",
    "☃.example.com",
    "good。example.com",
    "\ud800.example.com",
    ".".join(["a" * 50] * 5) + ".example.com",
    "a.lan",
    "a.home",
    "a.corp",
    "a.localdomain",
    "a" * 64 + ".example.com",
    "a,b.example.com",
    "a'.example.com",
    "good.example.com:80",
    "good.example.com:0",
    "good.example.com:22",
    "good.example.com:65536",
    "good.example.com:-1",
    "good.example.com:443x",
    "good.example.com:４４３",
    "user@good.example.com",
    "user:pass@good.example.com",
    "@good.example.com",
    "good.example.com@127.0.0.1",
    "127.0.0.1#@good.example.com",
    "127.0.0.1\\@good.example.com",
    "good.example.com\\.evil.example",
    "good.example.com#fragment",
    "good.example.com/#",
    "good.example.com/a b",
    "good.example.com/\t",
    "good.example.com/\n",
    "good.example.com/\r\nHost: evil",
    "good.example.com/\x00",
    "good.example.com/\x7f",
    " good.example.com",
] + [f"[{a}]" if ":" in a else a for a in PRIVATE_ADDRESSES]
GOOD_URLS = {
    "https://good.example.com": ("good.example.com", 443),
    "https://good.example.com/hook?a=1&b=@": ("good.example.com", 443),
    "HTTPS://Good.Example.COM/": ("good.example.com", 443),
    "https://good.example.com.": ("good.example.com", 443),
    "https://good.example.com:8443/": ("good.example.com", 8443),
    "https://good.example.com:/": ("good.example.com", 443),
    "https://xn--e1afmkfd.xn--p1ai/": ("xn--e1afmkfd.xn--p1ai", 443),
    "https://Пример.рф/": ("xn--e1afmkfd.xn--p1ai", 443),
    "https://1a.example.com/": ("1a.example.com", 443),
    "https://8.8.8.8/": ("8.8.8.8", 443),
    "https://[2606:4700:4700:0::1111]/": ("2606:4700:4700::1111", 443),
}
DEVELOPMENT = frozenset({"127.0.0.1", "receiver"})


@pytest.mark.parametrize("host", HOSTILE_HOSTS)
def test_a_hostile_host_is_refused(host):
    with pytest.raises(TargetError):
        check_target(f"https://{host}/")


@pytest.mark.parametrize("url", GOOD_URLS)
def test_a_public_host_is_let_through(url):
    host, port = GOOD_URLS[url]

    assert check_target(url) == Target(host, port)


@pytest.mark.parametrize(
    "url",
    [
        "http://good.example.com/",
        "ftp://good.example.com/",
        "file:///etc/passwd",
        "gopher://good.example.com/",
        "javascript:alert(1)",
        "//good.example.com/",
        "good.example.com",
        "https:good.example.com",
        "https:/good.example.com",
        "https:///good.example.com",
        "",
        "https://",
    ],
)
def test_only_https_with_a_host_is_a_target(url):
    with pytest.raises(TargetError):
        check_target(url)


def test_a_url_has_a_longest_length():
    head = "https://good.example.com/"

    assert check_target(head + "x" * (MAX_URL - len(head)))
    with pytest.raises(TargetError, match="2048"):
        check_target(head + "x" * (MAX_URL - len(head) + 1))


@given(st.text(max_size=60))
def test_any_text_is_a_target_or_refused_by_a_rule(text):
    for url in (text, f"https://{text}", f"https://good.example.com{text}"):
        try:
            target = check_target(url)
        except TargetError as error:
            assert str(error).startswith(("must", "is not"))  # noqa: PT017 - one of two outcomes
        else:
            assert target.port in {443, 8443}


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("http://127.0.0.1:9000/hook", 9000),
        ("http://127.0.0.1/", 80),
        ("https://receiver/", 443),
        ("http://RECEIVER:1/", 1),
    ],
)
def test_a_private_host_of_development_is_let_through_on_any_port(url, port):
    assert check_target(url, private_hosts=DEVELOPMENT).port == port


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.2/",
        "http://127.1/",
        "http://localhost/",
        "ftp://127.0.0.1/",
        "http://user@127.0.0.1/",
        "http://127.0.0.1/#x",
        "http://127.0.0.1\\@good.example.com/",
        "http://good.example.com/",
        "https://receiver.local/",
    ],
)
def test_development_lets_nothing_else_through(url):
    with pytest.raises(TargetError):
        check_target(url, private_hosts=DEVELOPMENT)


@pytest.mark.parametrize(
    ("target", "authority"),
    [
        (Target("a.example", 443), "a.example"),
        (Target("a.example", 8443), "a.example:8443"),
        (Target("a.example", 80, is_secure=False), "a.example"),
        (Target("2a00::1", 443), "[2a00::1]"),
        (Target("2a00::1", 8443), "[2a00::1]:8443"),
    ],
)
def test_a_target_is_written_as_the_host_header_has_it(target, authority):
    assert target.authority == authority


@given(st.text(max_size=60))
def test_the_path_that_is_sent_is_visible_ascii(text):
    url = f"https://good.example.com/{text}"
    try:
        check_target(url)
    except TargetError:
        return
    assert all("!" <= c <= "~" for c in path_of(url))
