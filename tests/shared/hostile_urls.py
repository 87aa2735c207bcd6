"""Ways to write a URL that leads where no call may go, made for every such place.

The forms are those that resolvers, URL parsers and libraries have been fooled by: see
https://owasp.org/www-community/attacks/Server_Side_Request_Forgery and
https://portswigger.net/web-security/ssrf/url-validation-bypass-cheat-sheet
"""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address

PLACES_V4 = [
    "0.0.0.0",  # noqa: S104 - an address to be refused
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.1.2.3",
    "168.63.129.16",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "192.0.0.192",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
]
PLACES_V6 = ["::1", "::", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "100::1", "5f00::1"]
GOOD = "good.example.com"
DOTS = ("\u3002", "\uff0e", "\uff61")
CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨"
WIDE = "0123456789"
BOLD = "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗"
ARABIC = "٠١٢٣٤٥٦٧٨٩"


def every_url() -> list[str]:
    """List them all, each once."""
    hosts = [form for place in PLACES_V4 for form in _v4_forms(IPv4Address(place))]
    hosts += [form for place in PLACES_V6 for form in _v6_forms(IPv6Address(place))]
    made = [url for host in hosts for url in _urls(host)]
    return list(dict.fromkeys(made))


def _v4_forms(place: IPv4Address) -> Iterator[str]:
    text, number = str(place), int(place)
    parts = [int(part) for part in text.split(".")]
    yield from (text, f"{text}.", f"{text}..", f"www.{text}", text.replace(".", "%2e"))
    yield from (str(number), hex(number), f"0x{number:08X}", f"0{number:o}", f"{number + 2**32}")
    yield from (f"{number}.", f"0x{number:x}.", f"0x0000{number:08x}", f"{number:011d}")
    for write in ("0x{:x}", "0x{:02X}", "0{:o}", "0{:03o}", "{:03d}", "0x000000{:x}", "000000{:o}"):
        yield ".".join(write.format(part) for part in parts)
        yield ".".join([write.format(parts[0]), *map(str, parts[1:])])
        yield ".".join([*map(str, parts[:3]), write.format(parts[3])])
    yield ".".join(str(part + 256) for part in parts)
    yield from _short_forms(parts)
    for digits in (CIRCLED, WIDE, BOLD, ARABIC):
        yield text.translate(str.maketrans("0123456789", digits))
    for dot in DOTS:
        yield text.replace(".", dot)
        yield text + dot
    yield from (f"[{each}]" for each in _embedded(number, text))


def _short_forms(parts: list[int]) -> Iterator[str]:
    first, second, third, fourth = parts
    low, lower = third * 256 + fourth, (second * 256 + third) * 256 + fourth
    for write in ("{}", "0x{:x}", "0{:o}"):
        yield f"{write.format(first)}.{write.format(second)}.{write.format(low)}"
        yield f"{write.format(first)}.{write.format(lower)}"


def _embedded(number: int, text: str) -> Iterator[str]:
    high, low = f"{number >> 16:x}", f"{number & 0xFFFF:x}"
    for before in ("::ffff:", "::", "::ffff:0:", "64:ff9b::", "64:ff9b:1::", "fe80::5efe:"):
        yield before + text
        yield f"{before}{high}:{low}"
    yield f"0:0:0:0:0:FFFF:{high}:{low}"
    yield f"0000:0000:0000:0000:0000:ffff:{text}"
    yield f"2002:{high}:{low}::"
    yield f"2002:{high}:{low}::1"
    yield f"2001:0:{high}:{low}::1"
    hidden = number ^ 0xFFFFFFFF
    yield f"2001:0:4136:e378:8000:63bf:{hidden >> 16:x}:{hidden & 0xFFFF:x}"
    yield f"::ffff:{text}%25lo"
    yield text


def _v6_forms(place: IPv6Address) -> Iterator[str]:
    text = str(place)
    yield from (f"[{text}]", f"[{place.exploded}]", f"[{text.upper()}]", text)
    yield from (
        f"[{text}%25eth0]",
        f"[{text}%eth0]",
        f"[{text}].",
        f"[{text}]{GOOD}",
        f"{GOOD}[{text}]",
    )


def _urls(host: str) -> Iterator[str]:
    yield from (f"https://{host}/", f"https://{host}:443/hook", f"https://{host}:8443")
    yield from (f"http://{host}/", f"https://{host}:80/", f"https://{host}:0/", f"//{host}/")
    yield from (f"https://{GOOD}@{host}/", f"https://{host}@{GOOD}/", f"https://a:b@{host}/")
    yield from (f"https://{GOOD}#@{host}/", f"https://{host}#@{GOOD}/", f"https://{host}\\@{GOOD}/")
    yield from (
        f"https://{GOOD}\\@{host}/",
        f"https://{GOOD}\t@{host}",
        f"https://{GOOD}\n.{host}/",
    )
    yield from (f"https:/{host}/", f"https:{host}/", f"https:///{host}/", f"https:\\\\{host}\\")
    yield from (f" https://{host}/", f"https://{host} /", f"https://{GOOD}%00{host}/")
    yield from (
        f"https://{GOOD}%2540{host}/",
        f"https://{GOOD}:{host}/",
        f"https://{GOOD}%20@{host}/",
    )
