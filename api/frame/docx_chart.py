"""Charts in Word files that stay charts: Word can change their figures, colours and kind.

python-docx writes no charts; python-pptx does, and the part it writes is the same in both kinds of file.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COLOURS = ("8AA9C4", "0B4F6C", "9C3300", "5A5A5A")
_INLINE = (
    '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="Chart {number}"/><wp:cNvGraphicFramePr/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{relation}"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)


def add_bars(
    document: Any,
    categories: Sequence[str],
    series: Mapping[str, Sequence[float | None]],
    alternative: str,
    height_mm: int,
) -> None:
    """Bars of shares (0 to 1) at the end of `document` of python-docx, the first category on top.

    `series` holds one share for each category, none where there is no figure; `alternative` says in words
    what the chart shows.
    """
    data = CategoryChartData(number_format="0%")
    data.categories = categories
    for name, shares in series.items():
        data.add_series(name, shares)
    number = 1 + sum(part.partname.startswith("/word/charts/") for part in document.part.package.parts)
    relation = document.part.relate_to(_part(document, data, number), f"{RELATIONS}/chart")
    drawing = parse_xml(
        _INLINE.format(width=Mm(165), height=Mm(height_mm), number=1000 + number, relation=relation)
    )
    drawing[0][1].set("descr", alternative)
    document.add_paragraph().add_run()._r.append(drawing)


def _part(document: Any, data: CategoryChartData, number: int) -> Part:
    package = document.part.package
    book = Part(
        PackURI(f"/word/embeddings/chart{number}.xlsx"),
        BOOK_TYPE,
        CategoryWorkbookWriter(data).xlsx_blob,
        package,
    )
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, b"", package)
    own = chart.relate_to(book, f"{RELATIONS}/package")
    chart._blob = _xml(data, own).encode()
    return chart


def _xml(data: CategoryChartData, book: str) -> str:
    text: str = ChartXmlWriter(XL_CHART_TYPE.BAR_CLUSTERED, data).xml
    text = text.replace('<c:autoTitleDeleted val="0"/>', '<c:autoTitleDeleted val="1"/>')
    text = text.replace('<c:orientation val="minMax"/>', '<c:orientation val="maxMin"/>', 1)
    text = text.replace(
        "<c:scaling/>", '<c:scaling><c:orientation val="minMax"/><c:max val="1"/><c:min val="0"/></c:scaling>'
    )
    text = text.replace('<c:crosses val="autoZero"/>\n      </c:valAx>', '<c:crosses val="max"/></c:valAx>')
    text = text.replace('sz="1800"', 'sz="900"').replace('lang="en-US"', 'lang="en-GB"')
    text = text.replace(
        "<c:majorGridlines/>", '<c:majorGridlines/><c:numFmt formatCode="0%" sourceLinked="0"/>'
    )
    names = [series.name for series in data]
    colours = COLOURS if len(names) > 1 else COLOURS[1:]
    for colour in colours[: len(names)]:
        fill = f'<c:spPr><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></c:spPr>'
        text = text.replace("</c:tx>\n          <c:cat>", f"</c:tx>{fill}<c:cat>", 1)
    if len(names) > 1:
        legend = '</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        text = text.replace("</c:plotArea>", legend)
    outside = f'<c:externalData r:id="{book}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    return text.replace("</c:chartSpace>", outside)
