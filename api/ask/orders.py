"""Sentences that tell somebody what to do ("Ask the council for …"), and a yes or no in front of one."""

import re

from kb.documents import Verdict
from kb.lexical import stems

# words that a sentence of the guide which tells what to do begins with
_OPENS = (
    "Add|Adjust|Admit|Advertise|Agree|Allow|Announce|Answer|Apologise|Apply|Appoint|Appraise|Argue|Ask|"
    "Assess|Attach|Avoid|Be|Begin|Book|Bridge|Bring|Build|Buy|Chase|Check|Choose|Collect|Come|Compare|"
    "Complain|Consider|Consult|Correct|Decide|Declare|Decline|Define|Delete|Describe|Disclose|Divide|Do|"
    "Don't|Draw|Drop|Engage|Ensure|Estimate|Evaluate|Explain|Expect|Extend|Fill|Find|Fix|Follow|Gather|Get|"
    "Give|Go|Handle|Hear|Hide|Hire|Hold|Identify|Include|Inform|Insist|Introduce|Invite|Involve|Join|Keep|"
    "Learn|Leave|Let|Listen|Look|Make|Meet|Mend|Move|Name|Narrow|Negotiate|Never|Offer|Organise|Pay|Pick|"
    "Prepare|Propose|Protect|Prove|Provide|Publish|Put|Quote|Raise|Read|Rebuild|Recruit|Refuse|Register|"
    "Remind|Repeat|Replace|Ring|Say|See|Seek|Sell|Send|Set|Settle|Show|Shrink|Sign|Sort|Speak|Spell|Start|"
    "Stay|Stop|Take|Talk|Tell|Thank|Think|Tie|Treat|Try|Turn|Use|Visit|Wait|Watch|Weigh|Widen|Win|Withdraw|"
    "Write"
)
# words that name a thing as often: an order only where the beginning has no other verb
_MAY_OPEN = (
    "Act|Back|Base|Bid|Brief|Budget|Call|Change|Claim|Contact|Cost|Count|Cover|Cut|Date|Design|Draft|End|"
    "Exchange|Finance|Form|Fund|Hand|Help|Judge|Link|List|Map|Mark|Measure|Minute|Mix|Monitor|Note|Open|Own|"
    "Pair|Pass|Pilot|Plan|Point|Price|Print|Promise|Record|Report|Review|Run|Score|Search|Secure|Separate|Share|"
    "Split|State|Support|Test|Time|Track|Train|Value|Vary|Welcome|Word|Work"
)
_VERB = (
    r"(?:is|are|was|were|has|have|had|can|could|may|might|must|should|will|would|does|do|did|comes?|needs?|"
    r"means?|shows?|pays?|falls?|takes?|stands?)"
)
_ORDER = re.compile(
    rf"(?:(?:First|Then|Also) )?(?:(?:{_OPENS})(?![-\w])|"
    rf"(?:{_MAY_OPEN}) (?!(?:that|in|of|by) )(?![^,;:.]*\b{_VERB}\b)[a-z\d£\"])"
)
_CASE = re.compile(r"^(?:When|If|Where|Before|After|Once|While|Until) [^,;:.]{4,70}, ")  # before the order
_FORBIDS = re.compile(r"\b(?:do not|don't|never|nobody|no|not|instead|rather than|avoid|stop)\b", re.I)
_SAME_ACT = 0.5  # the share of what is asked that an order has to hold to be read as ordering just that
_TAKEN_BACK = 0.75  # and the share above which it takes back a no that stands before it


def is_an_order(sentence: str) -> bool:
    """Whether a sentence tells somebody what to do.

    >>> is_an_order("Ask the council for its scheme."), is_an_order("Asking helps.")
    (True, False)
    >>> is_an_order("Measure a change against a baseline."), is_an_order("Work to found one was not easy.")
    (True, False)
    >>> is_an_order("When a partner fails, look after users."), is_an_order("When it fails, users are told.")
    (True, False)
    """
    told = _CASE.sub("", sentence)
    return bool(_ORDER.match(told[:1].upper() + told[1:]))


def orders_it(question: str, order: str) -> bool:
    """Whether an order is to do just what is asked about, so that a plain yes or no can stand before it.

    >>> orders_it("should we tell users", "Tell users at the start that it is a pilot.")
    True
    >>> orders_it("can we see the contract", "Ask in writing for a copy.")
    False
    """
    return _shared(question, order) >= _SAME_ACT


def taken_back(verdict: Verdict | None, question: str, said: str) -> bool:
    """Whether the words `said` order just what `verdict` says no to.

    >>> taken_back("no", "do we need a lawyer", "Bring a lawyer in before you sign what you need.")
    True
    >>> taken_back("no", "do we need a lawyer", "A lawyer is needed where staff move, and not before.")
    False
    """
    if verdict != "no" or not is_an_order(said) or _FORBIDS.search(said):
        return False
    return _shared(question, said) >= _TAKEN_BACK


def _shared(question: str, said: str) -> float:
    """The share of the content of a question that the first sentence of `said` holds."""
    first = re.split(r"(?<=[.:;!])\s", said, maxsplit=1)[0]
    asked = set(stems(question))
    return len(asked & set(stems(first))) / len(asked) if asked else 0.0
