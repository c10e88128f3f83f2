"""What people say in more than one word, and how the guide would say it: Scots, and figures of speech."""

import re

_WORK = r"(?:pilot|project|partnership|psp|service|scheme|programme|tender|idea)s?\b"
_ONE = r"(?:it|this|psps?|an? psp)"
# Scots "no" for "not" and "an" for "and" among them
SAYINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:whit|what) wey\b", re.I), "why"),
    (re.compile(r"\bwhere['’]d (?=(?:you|ye|that|it|this)\b)", re.I), "where did "),
    (re.compile(r"^kin (?=(?:an?|the|wan|twa|we|ye|you|ah|i|it|they|folk|wee)\b)", re.I), "can "),
    (re.compile(r"\bbeen din\b", re.I), "been done"),
    (re.compile(r"\bwho (?:all )?gets? to (?=(?:bid|join|apply|come|take part|vote)\b)", re.I), "who can "),
    (re.compile(r"\ban (?=a\b)", re.I), "and "),
    (re.compile(r"\bwur (?=no\b)", re.I), "we are "),
    (
        re.compile(
            r"\b(?P<who>(?:we|they|you)(?:['’]re| are)|i(?:['’]m| am)|(?:he|she|it|that)(?:['’]s| is)|"
            r"(?:are|is|am) (?:we|you|they|i|he|she|it|that)) no "
            r"(?=\w+(?:ing|in['’]?)\b|(?:sure|able|allowed|meant|ready|in|the|a)\b)",
            re.I,
        ),
        r"\g<who> not ",
    ),
    (
        re.compile(r"\b(?P<who>(?:can|will|do|does|did) (?:we|you|they|i|he|she|it)) no (?=\w)", re.I),
        r"\g<who> not ",
    ),
    (
        re.compile(
            r"\ban (?=(?:wh(?:a|ae|o|it|at|en|aur|ere|y|ich)|hoo|how|dae|do|does|can|is|are|wull|will)\b)",
            re.I,
        ),
        "and ",
    ),
    (
        re.compile(
            r"\b(?:kill(?: off)?|axe|bin|scrap|ditch|pull the plug on)(?= (?:the|this|that|a|an|our|any|my) "
            rf"(?:\w+ )?{_WORK})",
            re.I,
        ),
        "stop",
    ),
    (
        re.compile(
            r"\b(?:all )?(?:goes|go) (?:all )?(?:pear[- ]shaped|belly[- ]up|tits[- ]up|to pot|off the rails|"
            r"down the pan|up in smoke)\b|\b(?:flops|bombs|falls (?:flat|through|apart)|crashes and burns|"
            r"does(?:n['’]?t| not) (?:come off|work out|pan out))\b",
            re.I,
        ),
        "fails",
    ),
    (re.compile(r"\b(?:picks? up the (?:bill|tab)|foots? the bill)\b", re.I), "pays"),
    (re.compile(r"\b(?:stumps?|coughs?) up\b(?= (?:for|the|any|money)\b|\W*$)", re.I), "pay"),
    (re.compile(r"^(?:so |and )?(?:what|whit)(?:['’]?s| is) the damage\b", re.I), "what does it cost"),
    (
        re.compile(rf"\bdo(?:es)? (?P<it>{_ONE}) (?:really |ever |actually )?pay off\b", re.I),
        r"is \g<it> worth it",
    ),
    (
        re.compile(rf"\b(?P<how>know|show|sure)(?: that)? (?P<it>{_ONE}) pays off\b", re.I),
        r"\g<how> that \g<it> is worth it",
    ),
    (re.compile(r"\bin the loop\b", re.I), "informed"),
    (
        re.compile(
            r"\b(?:the |our )?(?:high[- ]?(?:heid|heed|head)(?:ed)?[- ]?(?:yins?|ones?)|"
            r"heid (?:yins?|bummers?)|top brass|big ?wigs|powers that be)\b",
            re.I,
        ),
        "the senior leaders",
    ),
    (re.compile(r"\bthe (?:health|nhs) (?:side )?(?:lot|folk|people|bods|crowd|guys)\b", re.I), "the NHS"),
    (
        re.compile(
            r"\bthe (?P<of>social work|finance|procurement|legal|council) (?:side )?"
            r"(?:lot|folk|bods|crowd|guys)\b",
            re.I,
        ),
        r"the \g<of> people",
    ),
    (
        re.compile(
            r"\b(?P<are>are|will|would|is) (?P<who>(?:we|they|i|a partner)(?: be)?) (?:out of (?:it|the "
            r"(?:running|race|tender))|(?:ruled|knocked) out|disqualified|debarred|frozen out)\b",
            re.I,
        ),
        r"\g<are> \g<who> excluded from the tender",
    ),
    (
        re.compile(r"\bdo(?:es)? (?:that|this|it) (?:rule|count|knock|shut) us out\b", re.I),
        "are we excluded from the tender",
    ),
)
