"""What is said before a follow-up proper: thanks, praise, and that one more thing is to come."""

import re

# "thanks, that helps.", "ok great", "perfect!"
_PRAISE = re.compile(
    r"^(?:(?:ok(?:ay)?|right|great|perfect|lovely|brilliant|grand|super|fab|magic|excellent|good|nice|fine|"
    r"aye|got it|understood|noted|i see|makes sense|all good|(?:that|this)(?:'?s| is)? (?:really |very |so |"
    r"been )*(?:helps?|helped|helpful|useful|great|clear|good|handy)(?: a lot)?|(?:very |really |so "
    r")?(?:helpful|useful|clear)|(?:many )?thanks(?: very much| so much| a lot| a million| again| pal| for "
    r"that)?|thank you(?: very much| so much| again| for that)?|cheers(?: pal| for that)?|ta(?: very much)?|"
    r"thx|much appreciated)(?:\s*[,.!;:–-]+\s*|\s+(?=(?:thanks|thank|cheers|ta|but|and|also|so|one|just|last|"
    r"another|quick|"
    r"final)\b)))+",
    re.I,
)
# "one more thing,", "last question:", "another quick one before I go -"
_ONE_MORE = re.compile(
    r"^(?:(?:and|but|so|also|oh|just|now|then)\s+)*(?:(?:(?:just )?(?:one|a|another|two) )?(?:(?:more|last|"
    r"other|final|further|quick|small|wee|daft) )*(?:thing|question|point|query)s?|(?:(?:just )?(?:one|a) "
    r")?(?:(?:last|final|other) )?quick one|(?:just )?(?:one (?:more|other)|(?:one )?(?:last|final) one))"
    r"(?: (?:before i go|for you|if i may|though|then|from me|please|i forgot|to ask))*\s*[,.:;?!–-]+\s*",
    re.I,
)
_ASKS = re.compile(
    r"\?\s*$|^(?:(?:and|but|also|so)\b[\s,]*)*(?:who|whom|whose|what|when|where|which|why|how|is|are|was|"
    r"were|do|does|did|can|could|should|would|will|must|may|has|have|if|any)\b(?!['’]t)",
    re.I,
)
_FEWEST = 2  # words of a question


def behind_thanks(text: str) -> str:
    """The question that is asked behind thanks or behind "one more thing"; `text` where none is.

    >>> behind_thanks("thanks. one more thing, who pays for it")
    'who pays for it'
    >>> behind_thanks("Cheers, that helps! last question: how long is it"), behind_thanks("ok but who pays")
    ('how long is it', 'but who pays')
    >>> behind_thanks("cheers. last one, who pays?"), behind_thanks("more, please, who pays?")
    ('who pays?', 'more, please, who pays?')
    >>> behind_thanks("thanks, that's all"), behind_thanks("the last one, please"), behind_thanks("perfect!")
    ("thanks, that's all", 'the last one, please', 'perfect!')
    """
    rest = text
    for _ in range(3):  # "great, ta. also one last thing: …"
        rest = _ONE_MORE.sub("", _PRAISE.sub("", rest, count=1), count=1)
    return rest if rest != text and len(rest.split()) >= _FEWEST and _ASKS.search(rest) else text
