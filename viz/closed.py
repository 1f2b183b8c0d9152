"""What every page that is a file of its own is made of: template, scripts, style sheet, data.

The file asks nobody for anything: scripts, styles and glyphs are inside, a content security policy forbids the
rest, and only the scripts bundled here (known by their hash) may run; packed, they are a third as large. Names and
quotes reach the page as escaped text in a table and as inert JSON, and the DOM by ``textContent`` alone.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import Any

from .svg import FALLBACKS, font_face


@cache
def template(name: str) -> Any:
    """A template of the pages, which escapes what it is given."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    loader = PackageLoader(__package__ or "enishi.viz", "assets")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template(name)


def asset(name: str) -> str:
    """A script or a style sheet of ours."""
    return (files(__package__) / "assets" / name).read_text(encoding="utf-8")


def bare(name: str) -> str:
    """A library's script without the comment that asks for its source map."""
    return asset(name).partition("\n//# sourceMappingURL")[0]


def scripts(*texts: str) -> dict[str, object]:
    """What runs in a page: ``opener``, a small script, and ``packed``, the scripts that it unpacks and starts in
    order, whether or not the one before failed; with the ``admitted`` digests of all.

    >>> from enishi.viz.closed import digest, scripts
    >>> digest("second;") in scripts("first;", "second;")["admitted"]
    True
    """
    opener = asset("opener.js")
    packed = [b64encode(zlib.compress(text.encode(), 9)).decode() for text in texts]
    return {
        "opener": opener,
        "packed": packed,
        "admitted": " ".join(f"'{digest(text)}'" for text in (opener, *texts)),
    }


def style_sheet(shown: str, *names: str) -> str:
    """Style sheets, with the glyphs of all that is shown."""
    return f"{font_face(shown)}\n:root{{--font:{FALLBACKS}}}\n{''.join(map(asset, names))}"


def digest(text: str) -> str:
    """A script or a style sheet as a content security policy names it.

    >>> from enishi.viz.closed import digest
    >>> digest("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def inert(data: object) -> str:
    """JSON that is safe inside a script element: nothing in it can end the element or open a comment.

    >>> from enishi.viz.closed import inert
    >>> inert({"name": "</script><!--"})
    '{"name":"\\\\u003c/script\\\\u003e\\\\u003c!--"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text
