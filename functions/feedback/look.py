"""How the public page looks: one style sheet inside the page, allowed by its hash."""

import base64
import hashlib
from functools import cache
from typing import Final

STYLE: Final = """
:root{color-scheme:light dark;--ink:#18181b;--soft:#5b5b66;--line:#d9d9e0;--page:#f6f6f9;
--card:#fff;--accent:#4f46e5;--on:#fff;--bad:#b42318;--star:#b7791f}
@media (prefers-color-scheme:dark){:root{--ink:#f2f2f5;--soft:#a9a9b6;--line:#3a3a46;
--page:#131318;--card:#1d1d24;--accent:#8f89ff;--on:#131318;--bad:#ff8a80;--star:#e3ab4f}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:1.0625rem/1.5 system-ui,sans-serif}
main{max-width:32rem;margin:0 auto;padding:1.5rem 1rem 3rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:1rem;padding:1.25rem}
h1{font-size:1.5rem;line-height:1.25;margin:.25rem 0 .5rem}
p{margin:.5rem 0}
.soft{color:var(--soft);font-size:.9375rem}
.wrong{color:var(--bad);font-weight:600}
.wrong:focus{outline:none}
[aria-invalid]{border-color:var(--bad)}
summary{margin-top:1rem;padding:.5rem 0;color:var(--accent);cursor:pointer}
.said{white-space:pre-wrap;overflow-wrap:anywhere;border-left:3px solid var(--line);
padding-left:.75rem}
fieldset{border:0;margin:1rem 0;padding:0}
legend{font-weight:600;padding:0;margin-bottom:.5rem}
.score{display:flex;align-items:center;gap:.75rem;min-height:3.25rem;padding:.25rem .875rem;
margin-bottom:.5rem;border:2px solid var(--line);border-radius:.75rem;cursor:pointer}
.score:has(:checked){border-color:var(--accent)}
.score:focus-within{outline:3px solid var(--accent);outline-offset:2px}
.score input{width:1.25rem;height:1.25rem;accent-color:var(--accent);margin:0}
.score b{font-size:1.75rem;line-height:1;min-width:1.25rem}
.stars{color:var(--star);letter-spacing:.1em;margin-left:auto}
label.text{display:block;font-weight:600}
textarea,select{width:100%;min-height:3rem;margin:.5rem 0 1rem;padding:.75rem;font:inherit;
color:inherit;background:var(--page);border:1px solid var(--line);border-radius:.75rem}
textarea{min-height:7rem;margin-bottom:.25rem;resize:vertical}
button{width:100%;min-height:3.25rem;margin-top:1rem;font:inherit;font-weight:600;
color:var(--on);background:var(--accent);border:0;border-radius:.75rem;cursor:pointer}
button:focus-visible,a:focus-visible,textarea:focus-visible,select:focus-visible,
summary:focus-visible{outline:3px solid var(--accent);
outline-offset:2px}
a{color:var(--accent)}
nav{text-align:right;margin-bottom:.75rem}
"""


@cache
def page_headers() -> dict[str, str]:
    """Give the headers of every page: nothing runs, loads, frames, indexes or leaks."""
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    return {
        "Content-Security-Policy": (
            f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'"
        ),
        "X-Robots-Tag": "noindex, nofollow",
        # The address is the customer's proof; no other site may learn it.
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
