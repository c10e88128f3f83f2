"""A public body that a question takes to have done something, and a section that does not name it."""

import re

from api.ask.composing.draft import Chosen
from api.ask.unsaid import SAYS

# who is named; the words of a section that could tell of its doing; how the guide names it
_BODIES = (
    (
        r"(?:uk|u\.k\.|british|westminster) (?:government|ministers?|parliament)|westminster|whitehall",
        r"\b(?:UK|British) (?:Government|government|Parliament)|Westminster|Whitehall",
        "the UK Government",
    ),
    (r"cabinet office", r"Cabinet Office", "the Cabinet Office"),
    (r"(?:hm )?treasury", r"Treasury", "the Treasury"),
    (r"home office", r"Home Office", "the Home Office"),
    (r"(?:scottish parliament|holyrood)", r"Parliament|MSP", "the Scottish Parliament"),
    (
        r"(?:scottish (?:government|ministers?|executive)|scotgov)",
        r"\b[Gg]overnment|[Mm]inister|Executive|Change Fund|EQUAL",
        "the Scottish Government",
    ),
    (r"welsh (?:government|ministers?|assembly)", r"Welsh|Wales", "the Welsh Government"),
    (r"irish government", r"Irish|Ireland", "the Irish Government"),
    (
        r"(?:eu|e\.u\.|european (?:union|commission|parliament)|brussels)",
        r"\bEU\b|Europe",
        "the European Union",
    ),
    (r"(?:scottish )?prison service|sps", r"[Pp]rison", "the Scottish Prison Service"),
    (r"audit scotland", r"Audit Scotland|Accounts Commission|Auditor", "Audit Scotland"),
    (r"care inspectorate", r"Care Inspectorate", "the Care Inspectorate"),
    (r"cosla", r"COSLA", "COSLA"),
    (r"oscr", r"OSCR|charity regulator", "OSCR"),
    (r"robertson trust", r"Robertson Trust", "the Robertson Trust"),
    (r"improvement service", r"Improvement Service", "the Improvement Service"),
    (r"competition (?:and markets )?authority|cma", r"Competition and Markets|\bCMA\b", "the CMA"),
)
_ACTORS = tuple((re.compile(said, re.I), re.compile(held), name) for said, held, name in _BODIES)
_DID = re.compile(
    r"^(?:and |but |so )?(?:why|when|how|how come|in what year|what year) "
    r"(?:did|has|have|had|was|were) (?:the )?(?P<rest>.+)$",
    re.I,
)
# "EU law", "NHS money": a thing of theirs, and not they
_OF_THEIRS = re.compile(
    r"^\W*(?:law|laws|rules?|directives?|money|funds?|funding|regulations?|policy|guidance)\b", re.I
)
# where something is taken to have happened; a place that the section does not name is another's story
_PLACES = re.compile(
    r"\b(?:Aberdeen(?:shire)?|Angus|Argyll|Clackmannanshire|Dundee|(?:East |North |South )?Ayrshire|"
    r"East Lothian|East Dunbartonshire|West Dunbartonshire|Fife|Glasgow|Grampian|Highlands?|Inverclyde|"
    r"Inverness|Lanarkshire|Midlothian|Moray|Orkney|Perth|Kinross|Scottish Borders|Shetland|Stirling|Tayside|"
    r"West Lothian|Western Isles)\b"
)


def not_told_of(question: str, said: list[Chosen]) -> str:
    """That nothing read says so of the body or place of which a question takes something to have happened.

    "" where the question takes nothing of the kind, or the section that the answer is from names the body.
    """
    match = _DID.match(question)
    if match is None or not said or said[0].line.unknown:
        return ""
    shelf = said[0].shelf
    text = " ".join((shelf.document.front.title, shelf.passage.heading, *(line.text for line in shelf.lines)))
    for body, held, name in _ACTORS:
        acts = body.match(match["rest"])
        if acts and not _OF_THEIRS.match(match["rest"][acts.end() :]):
            return "" if held.search(text) else SAYS.format(of=name)
    missing = [place for place in _PLACES.findall(match["rest"]) if place not in text]
    return SAYS.format(of=missing[0]) if missing else ""
