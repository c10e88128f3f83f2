"""The pages that search engines may list, as a site map (sitemaps.org, version 0.9)."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from api.frame.marking import node_address
from api.views.start_view import stages_in_order
from graph.build import Graph
from kb.documents import Corpus

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# what is private, costs work to answer, or is meant for programs
CLOSED = ("/a/", "/s/", "/assess/", "/train/", "/v1/", "/embed/", "/feedback", "/*?q=", "/map?", "/*.docx")


def addresses(pages: Iterable[str], corpus: Corpus, graph: Graph) -> list[tuple[str, str]]:
    """Every listed address with the day of its review, if it has one; closed ones of `pages` are left out."""
    found = [(page, "") for page in pages if not page.startswith(CLOSED)]
    found += [(f"/start/{stage.id}", "") for stage in stages_in_order(corpus)]
    found += [("/knowledge/sources", ""), ("/knowledge/not-known", "")]
    found += [(f"/knowledge/{document.id}", document.front.reviewed) for document in corpus.documents]
    found += [(node_address(slug, "barriers"), "") for slug in graph.barriers]
    found += [(node_address(slug, "helps"), "") for slug in graph.mitigations]
    return found


def sitemap(found: Iterable[tuple[str, str]], base: str) -> bytes:
    """The site map as XML; `base` is the public address of the server, without a slash at its end."""
    root = Element("urlset", {"xmlns": NAMESPACE})
    for address, day in found:
        entry = SubElement(root, "url")
        SubElement(entry, "loc").text = f"{base}{address}"
        if day:
            SubElement(entry, "lastmod").text = str(day)
    body: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def robots(base: str) -> str:
    """What programs that go through the site should leave alone.

    >>> print(robots("https://psp.example").splitlines()[-1])
    Sitemap: https://psp.example/sitemap.xml
    """
    closed = "\n".join(f"Disallow: {path}" for path in CLOSED)
    return f"User-agent: *\n{closed}\n\nSitemap: {base}/sitemap.xml\n"
