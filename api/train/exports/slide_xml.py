"""What stands on a slide, as DrawingML: far faster than to ask python-pptx for each run and shape."""

from collections.abc import Sequence
from html import escape

from pptx.oxml.ns import nsdecls

from api.frame.office import LANGUAGE
from api.train.exports.blocks import clean

DARK, INK = "0B4F6C", "1A1A1A"
_STYLE = (
    '<p:style><a:lnRef idx="1"><a:schemeClr val="accent1"/></a:lnRef><a:fillRef idx="3"><a:schemeClr '
    'val="accent1"/></a:fillRef><a:effectRef idx="2"><a:schemeClr val="accent1"/></a:effectRef>'
    '<a:fontRef idx="minor"><a:schemeClr val="lt1"/></a:fontRef></p:style>'
)
# below each paragraph, as slide_room.py reckons; what the master wants above each is taken back
_APART = '<a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="600"/></a:spcAft>'
_FIRST_ID = 100  # of the shapes of a bar; those of a slide's placeholders are below ten


def text_body(lines: Sequence[str], points: int, bold: bool = False, hanging: Sequence[bool] = ()) -> str:
    """Lines as the body of a placeholder; where `hanging` is true, a line brings its own number along."""
    marks = hanging or [False] * len(lines)
    look = (
        f'<a:rPr lang="{LANGUAGE}" sz="{points * 100}" b="{int(bold)}">'
        f'<a:solidFill><a:srgbClr val="{DARK if bold else INK}"/></a:solidFill>'
        '<a:latin typeface="Arial"/></a:rPr>'
    )
    paragraphs = "".join(_paragraph(line, look, own) for line, own in zip(lines, marks, strict=True))
    return _body('<a:bodyPr wrap="square" anchor="t"/>', paragraphs)


def band(left: int, top: int, width: int, height: int, number: int) -> str:
    """A plain band in our colour, for the master: decoration, which no reader is told of."""
    return (
        f'<p:sp {nsdecls("a", "p")}><p:nvSpPr><p:cNvPr id="{number}" name="Band {number}" descr=""/>'
        f'<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:srgbClr val="{DARK}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def notes_body(text: str) -> str:
    """What the trainer says, a paragraph a line."""
    lines = clean(text).split("\n")
    paragraphs = (
        f'<a:p><a:r><a:rPr lang="{LANGUAGE}"/><a:t>{escape(line)}</a:t></a:r></a:p>' if line else "<a:p/>"
        for line in lines
    )
    return _body("<a:bodyPr/>", "".join(paragraphs))


def _body(properties: str, paragraphs: str) -> str:
    return f"<p:txBody {nsdecls('a', 'p')}>{properties}<a:lstStyle/>{paragraphs}</p:txBody>"


def _paragraph(line: str, look: str, hanging: bool) -> str:
    indent, bullet = (' marL="457200" indent="-457200"', "<a:buNone/>") if hanging else ("", "")
    return (
        f'<a:p><a:pPr algn="l"{indent}><a:lnSpc><a:spcPct val="100000"/></a:lnSpc>'
        f"{_APART}{bullet}</a:pPr>"
        f"<a:r>{look}<a:t>{escape(clean(line))}</a:t></a:r></a:p>"
    )


def bar(
    stretches: Sequence[tuple[str, str, str, int]], box: tuple[int, int, int, int], name: str, said: str
) -> str:
    """A bar of coloured stretches (name, description, colour, share) in a box (left, top, width, height).

    Lengths in English Metric Units; `said` describes the whole to those who do not see it.
    """
    left, top, width, height = box
    whole = sum(share for *_, share in stretches)
    found, at = [], 0
    for number, (title, told, colour, share) in enumerate(stretches, _FIRST_ID + 1):
        place = (left + width * at // whole, top, width * share // whole, height)
        found.append(_stretch(number, title, told, (colour, place)))
        at += share
    child = f'<a:chOff x="{left}" y="{top}"/><a:chExt cx="{width}" cy="{height}"/>'
    return (
        f"<p:grpSp {nsdecls('a', 'p')}><p:nvGrpSpPr>{_named(_FIRST_ID, name, said)}<p:cNvGrpSpPr/><p:nvPr/>"
        f"</p:nvGrpSpPr><p:grpSpPr>{_placed(box, child)}</p:grpSpPr>{''.join(found)}</p:grpSp>"
    )


def _stretch(number: int, title: str, told: str, look: tuple[str, tuple[int, int, int, int]]) -> str:
    colour, place = look
    return (
        f"<p:sp><p:nvSpPr>{_named(number, title, told)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
        f'{_placed(place)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr '
        f'val="{colour}"/></a:solidFill><a:ln><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:ln>'
        f"</p:spPr>{_STYLE}</p:sp>"
    )


def _named(number: int, name: str, told: str) -> str:
    return f'<p:cNvPr id="{number}" name="{escape(clean(name))}" descr="{escape(clean(told))}"/>'


def _placed(box: tuple[int, int, int, int], more: str = "") -> str:
    left, top, width, height = box
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/>{more}</a:xfrm>'
