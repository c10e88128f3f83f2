"""Whether a step of a list says what is to be done, or names a thing."""

import re

_TO_DO = re.compile(
    r"^(?:add|agree|appoint|appraise|ask|begin|bring|build|call|check|choose|collect|cost|decide|define|"
    r"describe|design|draft|draw|end|evaluate|explain|find|form|gather|get|give|go|hold|invite|involve|keep|"
    r"know|learn|let|list|look|make|map|measure|meet|name|note|offer|open|pay|pick|plan|prepare|publish|put|"
    r"record|review|run|say|send|set|settle|share|show|sign|spend|start|state|talk|tell|test|try|use|weigh|"
    r"win|work|write)\b(?! of\b)",
    re.I,
)


def is_to_do(step: str) -> bool:
    """Whether a step begins with what is to be done.

    >>> is_to_do("agree one definition"), is_to_do("a short pilot"), is_to_do("design of the service")
    (True, False, False)
    """
    return bool(_TO_DO.match(step))
