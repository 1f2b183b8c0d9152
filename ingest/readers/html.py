"""HTML: the main part of a page, without navigation, header and footer, with its headings, lists and tables.

trafilatura was tried and left (benchmarks/formats.md): pages without a marked main part lose lists and tables.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...errors import DocumentError
from .encoding import decode
from .extra import needed_for
from .html_lines import rendered
from .limits import Watch
from .reading import Reading

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARED = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?([\w.:-]+)|^\s*<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.I
)
_NO_TEXT = (
    *("script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "embed", "audio", "video"),
    *("button", "select", "textarea", "input", "rt", "rp", "del", "s", "strike", "math", "head"),
)
_APART = {"nav", "footer", "aside", "dialog", "menu"}
_APART_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu", "menubar"}
_APART_NAMES = re.compile(
    r"(?:^|[\s_-])(?:[gls]?-?navi?(?:gation)?|navbar|bread-?crumbs?|pankuzu|topic-?path|(?:site|page|global|sub|common)?[_-]?footer"
    r"|(?:site|page|global|common)?[_-]?header|side-?bar|side-?(?:nav|menu|area|column)|(?:site|global|sub|main|header|drop)?[_-]?menu"
    r"|share|sns|social|cookies?|skip(?:link)?s?|pagers?|pagetop|copyright|advert\w*|banners?|toolbar|modal|visually-hidden|sr-only)"
    r"(?:$|[\s_-])",
    re.I,
)
_MAIN_NAMES = re.compile(
    r"^(?:(?:tmp|page|site|main|the)?[_-]?(?:main|honbun|contents?|article)(?:[_-]?(?:main|contents?|body|area|inner))?|entry-?content)$",
    re.I,
)
_DATES = (
    "//meta[@property='article:published_time' or @itemprop='datePublished']/@content",
    "//meta[translate(@name,'DATECRIS.','datecris.')='dc.date' or @name='date' or @name='dcterms.issued']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)


_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML lets no text hold (1.0, 2.2 Char): the parser takes it in, and moving such a text then fails."""


def read_html(raw: bytes, watch: Watch) -> Reading:
    """A page's main part as text; its ``title`` and the date it was published as hints.

    Raises :class:`DocumentError` where the page is too deep, too large, or in no known encoding.
    """
    with needed_for(watch.path):
        from lxml import etree  # noqa: PLC0415
        from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415
    watch.markup(raw)
    match = _DECLARED.search(raw, 0, 4096)
    declared = (match[1] or match[2]).decode("ascii") if match else None
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(raw, watch.path, declared))
    text = _NO_XML.sub("", text)
    if not text.strip():
        return Reading("")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        page = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise DocumentError("document_damaged", file=watch.path, format="HTML", reason=str(error)) from error
    watch.count("depth", _depth(page))
    title, as_of = _title(page), _published(page)
    main = _main(page, watch)
    return Reading(rendered(main, watch), title=title, as_of=as_of)


def _depth(page: HtmlElement) -> int:
    """How deep the deepest element stands (without recursion: that is what the limit is for)."""
    from lxml import etree  # noqa: PLC0415

    depth = deepest = 0
    for event, _ in etree.iterwalk(page, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _title(page: HtmlElement) -> str:
    """The page's title without the site's name."""
    found = page.xpath("//meta[@property='og:title']/@content") or page.xpath("//title[1]/text()")
    return " ".join(re.split(r"\s*[|｜]\s*|\s+[-–—]\s+", str(found[0]).strip())[0].split()) if found else ""


def _published(page: HtmlElement) -> str | None:
    for path in _DATES:
        for value in page.xpath(path):
            try:
                return dt.date.fromisoformat(str(value).strip()[:10]).isoformat()
            except ValueError:
                continue
    return None


def _main(page: HtmlElement, watch: Watch) -> HtmlElement:
    """The element that holds the main part, with what is none of it taken out."""
    body = page.find("body")
    body = page if body is None else body
    _drop(list(body.iter(*_NO_TEXT)))
    whole = _length(body) or 1
    watch.time()
    _drop([e for e in body.iter() if e is not body and _is_hidden(e)])
    apart = [e for e in body.iter() if e is not body and _is_apart(e)]
    _drop([e for e in apart if not _holds_main(e, whole)])
    watch.time()
    left = _length(body) or 1
    for marked, share in ((_landmarks(body), 4), (_named(body), 2), (list(body.iter("article")), 2)):
        outer = [e for e in marked if not any(a in marked for a in e.iterancestors())]
        if len(outer) == 1 and _length(outer[0]) * share >= left:
            return outer[0]
    _drop_menus(body)
    return body


def _drop(elements: list[HtmlElement]) -> None:
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def _length(element: HtmlElement) -> int:
    return sum(len("".join(str(t).split())) for t in element.itertext())


def _is_hidden(element: HtmlElement) -> bool:
    style = str(element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None or element.get("aria-hidden") == "true"


def _is_apart(element: HtmlElement) -> bool:
    """Whether an element is by its kind, role or name no part of the main text."""
    if element.tag in _APART or str(element.get("role")) in _APART_ROLES:
        return True
    if element.tag == "header":
        return next(element.iterancestors("main", "article", "section"), None) is None
    names = f"{element.get('id') or ''} {element.get('class') or ''}"
    return element.tag in ("div", "ul", "ol", "p", "section", "table", "span", "form") and bool(
        _APART_NAMES.search(names)
    )


def _holds_main(element: HtmlElement, whole: int) -> bool:
    """Whether most of the page stands in an element, whatever its name."""
    return next(element.iter("main"), None) is not None or _length(element) * 2 > whole


def _landmarks(body: HtmlElement) -> list[HtmlElement]:
    return [e for e in body.iter() if e.tag == "main" or e.get("role") == "main"]


def _named(body: HtmlElement) -> list[HtmlElement]:
    named = (e for e in body.iter("div", "section", "td") if _MAIN_NAMES.match(str(e.get("id") or "")))
    return [e for e in named if not _holds_named(e)]


def _holds_named(element: HtmlElement) -> bool:
    """Whether the main part is a named element inside this named one (``contents`` around ``main``)."""
    inner = (
        e for e in element.iterdescendants("div", "section", "td") if _MAIN_NAMES.match(str(e.get("id") or ""))
    )
    return any(_length(e) * 2 > _length(element) for e in inner)


def _drop_menus(body: HtmlElement) -> None:
    """Take out lists of short links that stand above the first heading, in a page that marks no main part."""
    for element in _above_first_heading(body):
        links = list(element.iter("a"))
        linked = sum(_length(a) for a in links)
        if len(links) > 2 and linked * 10 >= _length(element) * 8 and linked <= 14 * len(links):
            _drop([element])


def _above_first_heading(body: HtmlElement) -> Iterator[HtmlElement]:
    found = []
    for element in body.iter():
        if element.tag in ("h1", "h2"):
            break
        if element.tag in ("ul", "ol", "table", "p", "div") and next(element.iter("h1", "h2", "h3"), None) is None:
            found.append(element)
    else:
        return
    yield from found
