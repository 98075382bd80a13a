"""Write a PDF small, and the same for the same guide: without what a browser writes by chance or by the clock."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, String


def small(printed: bytes, title: str, language: str) -> bytes:
    """Return the PDF as it is published."""
    with pikepdf.open(BytesIO(printed)) as pdf:
        # It holds the time and the browser's version, by which two builds differ.
        del pdf.docinfo
        pdf.docinfo["/Title"] = title
        pdf.Root.Lang = String(language)
        if "/StructTreeRoot" in pdf.Root:
            _name_elements(pdf)
        # Into memory: on a full disk the library ends the whole process.
        written = BytesIO()
        pdf.save(
            written,
            deterministic_id=True,
            recompress_flate=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return written.getvalue()


def _name_elements(pdf: pikepdf.Pdf) -> None:
    """Name structure elements anew, in order, and only those that cells of tables name as their headings.

    Chromium names each by the number that its node has in the browser (ISO 32000-1, 14.7.2 and table 349).
    """
    elements = list(_elements(pdf))
    wanted = {str(name) for element in elements for headers in _headers(element) for name in headers}
    names: dict[str, str] = {}
    for element in elements:
        if "/ID" not in element:
            continue
        known = str(element.ID)
        if known in wanted:
            # As wide as any, for the tree is sorted by them.
            names[known] = f"e{len(names):07}"
            element.ID = String(names[known])
        else:
            del element["/ID"]
    _rename(pdf, elements, names)


def _rename(pdf: pikepdf.Pdf, elements: list[Dictionary], names: dict[str, str]) -> None:
    for element in elements:
        for headers in _headers(element):
            for number, name in enumerate(headers):
                headers[number] = String(names.get(str(name), str(name)))
    named = [part for element in elements if "/ID" in element for part in (element.ID, element)]
    root = pdf.Root.StructTreeRoot
    if named:
        limits = Array([named[0], named[-2]])
        root.IDTree = Dictionary(Kids=Array([pdf.make_indirect(Dictionary(Limits=limits, Names=Array(named)))]))
    elif "/IDTree" in root:
        del root["/IDTree"]


def _elements(pdf: pikepdf.Pdf) -> Iterator[Dictionary]:
    """Yield structure elements in the order in which the browser wrote them."""
    for found in pdf.objects:
        if isinstance(found, Dictionary) and found.get("/Type") == "/StructElem":
            yield found


def _headers(element: Dictionary) -> Iterator[Array]:
    attributes = element.get("/A", ())
    for entry in attributes if isinstance(attributes, Array) else (attributes,):
        headers = entry.get("/Headers") if isinstance(entry, Dictionary) else None
        if isinstance(headers, Array):
            yield headers
