"""A message as 1C opens it: by a parser that is not ours, loosely, names without namespaces."""

from collections.abc import Iterator

from lxml import etree

from tests.onec.emulator.findings import BatchStoppedError

Node = etree._Element
"""An element of the message; lxml gives its type no public name."""


def root_of(body: bytes) -> Node:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        msg = f"1C can't parse the message: {error}"
        raise BatchStoppedError(msg) from error
    if local(root) != "КоммерческаяИнформация":
        msg = f"the root is {local(root)}"
        raise BatchStoppedError(msg)
    return root


def documents(root: Node) -> list[Node]:
    return inside(root, "Документ")


def local(node: Node) -> str:
    return node.tag.rpartition("}")[2]


def inside(node: Node | None, *path: str) -> list[Node]:
    """All nodes at the end of a path of names."""
    found = [] if node is None else [node]
    for name in path:
        found = [each for one in found for each in one.iterchildren("{*}" + name)]
    return found


def first(node: Node | None, *path: str) -> Node | None:
    return next(iter(inside(node, *path)), None)


def text(node: Node | None, *path: str) -> str:
    found = first(node, *path)
    return (found.text or "").strip() if found is not None else ""


def pairs(node: Node) -> Iterator[tuple[str, str]]:
    """The requisites of a document or row."""
    for each in inside(node, "ЗначенияРеквизитов", "ЗначениеРеквизита"):
        yield text(each, "Наименование"), text(each, "Значение")
