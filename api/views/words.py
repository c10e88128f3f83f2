"""The words that pages use for the kinds of the corpus and the graph."""

KIND_NAMES = {
    "lesson": "Lesson",
    "pilot": "Pilot or case",
    "process": "Process",
    "role": "Role",
    "law": "Law and rules",
    "support": "Support",
    "method": "Method",
}
KIND_PLURALS = {
    "lesson": "Lessons",
    "pilot": "Pilots and cases",
    "process": "The process",
    "role": "Roles",
    "law": "Law and rules",
    "support": "Where to get support",
    "method": "Methods",
}
KIND_SUMMARIES = {
    "process": "What a PSP is, its stages and elements, and what is not known.",
    "lesson": "What pilots and programmes learned, and what they would do again.",
    "pilot": "What was tried, where, what came of it and why.",
    "role": "Who does what: lead bodies, intermediary, groups, users.",
    "law": "Procurement, subsidy, staff transfer and data: the rules in general, with their dates.",
    "method": "How to do it: outcomes, costing, agreements, evaluation, training.",
    "support": "Bodies and programmes that help, and whether they still run.",
}
SOURCE_NAMES = {
    "evaluation": "Evaluation",
    "research": "Research",
    "report": "Report",
    "law": "Law",
    "guidance": "Guidance",
    "policy": "Policy paper",
    "legal-briefing": "Legal briefing",
    "briefing": "Briefing",
    "news": "News",
    "opinion": "Opinion",
    "web-page": "Web page",
    "self-report": "Report by those who ran it",
    "method": "Method",
    "instrument": "Assessment instrument",
    "notice": "Contract or other notice",
    "editorial": "Our own review of the sources",
}
READ_NAMES = {"full": "read in full", "excerpt": "read in excerpts"}
FELT_NAMES = {
    "public": "Public bodies",
    "third-sector": "Third sector",
    "both": "Both sectors",
    "users": "People who use the service",
}
MARK_NAMES = {
    "law": "Law as at",
    "status": "As at",
    "contested": "Sources differ",
    "self-reported": "Self-reported",
}

# each kind of edge in words, read from its source and read from its target
EDGE_NAMES = {
    "mitigated_by": ("is helped by", "helps against"),
    "evidenced_by": ("is told of in", "tells of"),
    "arises_in": ("arises in", "is where this arises:"),
    "causes": ("can lead to", "can follow from"),
    "met_by": ("was met by", "met"),
    "part_of": ("is part of", "includes"),
    "supersedes": ("replaces", "is replaced by"),
    "contradicts": ("is set against", "is set against"),
    "tried_in": ("was tried in", "tried"),
    "used_in": ("is used in", "is where this is used:"),
    "done_by": ("is done by", "does"),
    "about": ("is about", "is the subject of"),
}
STRENGTH_NAMES = {
    "evaluated": "Evaluated: an evaluation is among the sources",
    "several": "Several: two or more sources",
    "one source": "One source",
}
