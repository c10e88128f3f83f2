"""An answer holds the kind of thing asked for: a name, a view, somebody's words, who, why, how many."""

import datetime as dt

import pytest

from api.ask.one_of_several import is_another
from api.ask.pipeline import Asker
from tests.ask.talking import lost

AHEAD = dt.date.today().year + 5


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Names of the women mentored by Shine", "name no person"),
        ("name the men who went through Low Moss", "name no person"),
        ("Name the trustees of The Robertson Trust.", "name no person"),
        ("what did the Food Train volunteers really think of the council, in private", "thought or said"),
        pytest.param(
            "Did the Scottish Prison Service privately object to the PSP at Low Moss",
            "thought or said",
            marks=lost("another section comes first since decision 95"),
        ),
        ("what did Hibs fans think of GameChanger", "thought or said"),
        ("were the old people happy with what ROAR gave them?", "thought or said"),
        ("quote from a prison officer about the Low Moss throughcare team", "the words themselves"),
        ("what does the first sentence of the Shine memorandum of understanding say", "words themselves"),
        ("can i see sample wording for the community benefit clause", "the words themselves"),
        ("the exact dates of the co-design workshops for low moss please, it is for a slide", "no date"),
        ("who drew the diagram of PSP stages in the guide", "who it was"),
        pytest.param(
            "which MSP put forward the reserved contracts idea in the Care Reform bill",
            "who it was",
            marks=lost("marked as maybe only near since sentences on reserved contracts were corrected"),
        ),
        ("why was Falkirk interested in foster care", "do not tell why"),
        ("why did Iriss choose action learning over an ordinary course for care commissioners", "tell why"),
        ("How many of GameChanger's 350 ideas were carried out?", "give no number"),
        pytest.param(
            "Ethics approval reference for the Moving On evaluation",
            "give no number",
            marks=lost("another section comes first since decision 95"),
        ),
        ("return to custody rate at low moss split by age", "break this down"),
        (f"what will the scottish government spend on PSPs in {AHEAD}", "nothing so recent or still to come"),
        ("Will the scottish government make PSPs compulsory after the next election?", "still to come"),
    ],
)
def test_a_line_that_lacks_what_is_asked_for_is_no_answer(asker: Asker, question: str, said: str) -> None:
    """It is the nearest thing, behind a word on what the sources do not give."""
    reply = asker.ask(question)
    assert reply.reason == "not_in_knowledge_base"
    assert said in reply.answer.text.partition(" Nearest to it")[0]


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("names of the organisations in Shine", "Sacro"),
        ("What did women say about their Shine mentors?", "positive"),
        ("What did partners in the Change Fund think of working in a PSP?", "value"),
        ("what did users at Low Moss say about it", "reported"),
        ("sample wording for our memorandum of understanding", "Templates"),
        ("Why was the PSP model taken from Germany?", "Italy"),
        ("what wording can we use for a community benefit clause", "relevant, in proportion"),
        ("what date did Shine end", "1 April 2025"),
        ("who led the Renfrewshire pilot", "RCVS"),
        ("which charity led Low Moss", "Turning Point Scotland"),
        ("Why did the Edinburgh consortium fail?", "because"),
        ("how many of the three pilots of 2006/07 ran", "two"),
        (f"our contract runs to {AHEAD}, can they start a PSP for it without us", "joint design"),
    ],
)  # fmt: skip
def test_a_line_that_holds_it_is_the_answer(asker: Asker, question: str, held: str) -> None:
    reply = asker.ask(question)
    assert (reply.reason, reply.only_near) == (None, False)
    assert held.lower() in reply.answer.text.lower()


def test_what_lies_ahead_is_answered_where_a_section_says_that_it_is_not_known(asker: Asker) -> None:
    reply = asker.ask("will there be more or fewer of them by 2045")
    assert "No source says what will become of PSPs" in reply.answer.text


def test_lines_that_nothing_takes_for_an_answer_are_said_to_be_near(asker: Asker) -> None:
    """The model finds it rather likely, and the re-ranker that read both does not."""
    reply = asker.ask("ten-year follow up of East Renfrewshire supported living tenants - mortality, jobs")
    found = asker.found("ten-year follow up of East Renfrewshire supported living tenants - mortality, jobs")
    assert found.hits[0].reading < 0
    assert reply.only_near or reply.status == "abstained"


@pytest.mark.parametrize(
    ("first", "own", "read", "another"),
    [
        ("is there a new guide next spring", "what's the date", "what's the date", False),
        ("which cooperatives did the team meet", "who interpreted", "who interpreted", False),
        ("which TSI has brokered the most PSPs", "how many", "how many PSPs", False),
        ("who chaired the ROAR steering group", "who led it", "who led ROAR?", True),
        ("who chaired the ROAR steering group", "what is Homereach", "what is Homereach", True),
        ("who chaired the ROAR board", "how long is a pilot", "how long should a pilot be", True),
    ],
)  # fmt: skip
def test_the_rest_of_a_question_without_an_answer_is_not_asked_alone(
    asker: Asker, first: str, own: str, read: str, another: bool
) -> None:
    assert is_another(read, own, first, asker.knowledge) == another


def test_of_what_is_not_known_no_date_of_something_else_is_told(asker: Asker) -> None:
    reply = asker.ask("is there going to be a new psp guide next spring and whats the date")
    assert reply.reason == "not_in_knowledge_base"


@pytest.mark.parametrize(
    "question",
    [
        "Will our council choose a PSP for the new day centre on the High Street?",
        "how much money has our council put aside for the pilot",
        "will our council use a PSP for homecare",
        "has our health board picked its PSP partners yet",
    ],
)
def test_what_ones_own_council_has_done_or_will_do_is_theirs_to_tell(asker: Asker, question: str) -> None:
    reply = asker.ask(question)
    assert reply.reason == "not_in_knowledge_base"
    assert reply.answer.text.startswith("What your own council, board or tender has done or will do")


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("were prisoners paid for the design workshops at low moss", False),
        ("has Audit Scotland ever marked a council down over a PSP", False),
        ("did prisoners take part in the design workshops at low moss", True),
    ],
)
def test_a_yes_to_a_near_question_is_none_to_a_word_that_the_section_lacks(
    asker: Asker, question: str, answered: bool
) -> None:
    reply = asker.ask(question)
    assert (reply.status == "answered") == answered
    assert (reply.verdict == "yes") == answered
