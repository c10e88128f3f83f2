"""Which questions are kept as gaps, and nothing of who asked: the sources do not say, or perhaps only nearly.

Told of every reply by the desk, where PSP_KEEP_GAPS is on. Whatever goes wrong here, the answer goes out.
"""

import logging
from dataclasses import dataclass

from api.ask import typed
from api.ask.fresh import NOTHING_MORE
from api.ask.kinds import probabilities
from api.ask.parts import parts
from api.ask.pipeline import Asker
from api.ask.reply import Reply
from api.curate.wary import may_tell_of_somebody
from api.storage.database import Database
from api.storage.gaps import Gap, Gaps
from kb.lexical import words
from kb.variants import as_asked

log = logging.getLogger("psp")
SILENT = "not_in_knowledge_base"
ONLY_NEAR = "only_near"  # lines were given, and said to be perhaps only near to what was asked
# a question is refused as personal or unsafe when that is plain; it is not kept when that is possible
_POSSIBLY = 0.2
_WARY_OF = ("personal_data", "unsafe")


@dataclass(frozen=True)
class GapKeeper:
    """Keeps gaps in `database`; `asker` says how a question is understood."""

    asker: Asker
    database: Database

    def notice(self, reply: Reply) -> None:
        """Keep the question of `reply` if it is a gap."""
        if not why_open(reply):
            return
        try:
            if gap := gap_of(reply, self.asker):
                with self.database.writing(through_power_cuts=False) as session:
                    Gaps(session).add(gap)
        except Exception as error:  # a gap is never worth an answer; its words must not reach the log
            log.error("could not keep a question for editors: %s", type(error).__name__)


def why_open(reply: Reply) -> str | None:
    """Why a question is a gap, going by the reply to it; None where it is none."""
    if reply.reason == SILENT:
        return SILENT
    return ONLY_NEAR if reply.only_near else None


def gap_of(reply: Reply, asker: Asker) -> Gap | None:
    """What is kept of `reply`, or None where nothing may be.

    The words are those typed, without courtesies; of a follow-up, which says nothing alone, the question as
    it was understood. A move ("tell me more") is no question, and of several questions in one all have to
    be gaps.
    """
    why = why_open(reply)
    if why is None or reply.move or reply.note == NOTHING_MORE:
        return None
    tidy, understood = typed.tidy(reply.question), _clean(reply.understood_as)
    alone = asker.spelt(tidy) == reply.understood_as
    question = _clean(typed.unwrap(tidy)) if alone else understood
    same = " ".join(words(understood))
    if not same or any(map(may_tell_of_somebody, (reply.question, question, understood))):
        return None
    if _possibly_personal(understood, asker) or not _open_throughout(understood, asker):
        return None
    near = tuple(dict.fromkeys(citation.passage_id for citation in reply.citations))
    return Gap(question, same, why, near)


def _clean(text: str) -> str:
    """`text` without what no database, model or file takes: controls and lone halves of a character."""
    return typed.tidy(text.encode("utf-8", "ignore").decode())


def _possibly_personal(question: str, asker: Asker) -> bool:
    knowledge = asker.knowledge
    if knowledge.kinds is None:
        return False
    vector = knowledge.embedder.embed_one(as_asked(question))
    likely = probabilities(knowledge.kinds.logits(vector))
    return any(likely[kind] >= _POSSIBLY for kind in _WARY_OF)


def _open_throughout(understood: str, asker: Asker) -> bool:
    """Whether every part is a gap when it is asked alone."""
    several = parts(understood)
    return len(several) == 1 or all(why_open(asker.plain.ask(part)) for part in several)
