"""The support check: true re-wordings pass, lies do not, and what leaves is word for word in its quotes."""

import random

import pytest

from api.ask.names import Names
from api.ask.reply import Statement
from api.ask.support import Support, Thresholds, word_for_word
from api.ask.support_edit import compare
from api.ask.support_words import tokens, words
from api.evaluation.support_corruptions import RULES, Pool, corrupt, corruptions
from api.evaluation.support_tuning import Case, Score, load_pairs, pool_of, score
from api.services import Services
from kb.taxonomy import Name
from tests.ask.test_llm import LetterPairs, statements
from tests.least_seconds import least_seconds
from tests.reviewed import real_corpus

NAMES = Names(
    (
        Name(id="renfrewshire", title="ROAR", also=("ROAR", "Renfrewshire"), document="pilots/a"),
        Name(id="east", title="East", also=("East Renfrewshire",), document="pilots/b"),
    )
)
RULES_ALONE = Support(LetterPairs(), NAMES, Thresholds(min_cosine=0, min_kept=1, max_new=0))


@pytest.fixture(scope="module")
def support(services: Services) -> Support:
    return Support(services.knowledge.embedder, services.knowledge.names)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("In Fife it cost £2,700,000.", "It cost £2.7 million in Fife."),
        ("It took 25 per cent.", "It took twenty-five percent."),
        ("It doesn't work.", "It does not work."),
        ("Partners have to agree.", "Partners must agree."),
        ("If they agree, partners may begin.", "Partners may start if they agree."),
    ],
)
def test_a_controlled_edit_is_accepted(text: str, sentence: str) -> None:
    assert RULES_ALONE.fault(text, sentence) == ""


@pytest.mark.parametrize(
    ("text", "sentence", "why"),
    [
        ("It cost £2.7 billion.", "It cost £2.7 million.", "number"),
        ("It took 17 years.", "It took 17% of years.", "number"),
        ("It ran in Renfrewshire.", "It ran in East Renfrewshire.", "name"),
        ("It ran in Falkirk.", "It ran in Fife.", "name"),
        ("It did work.", "It did not work.", "negation"),
        ("Partners must agree.", "Partners may agree.", "modality"),
        ("Partners agree.", "Only partners agree.", "scope"),
        ("It took six months.", "It took at least six months.", "direction"),
        ("Partners may leave.", "Partners may leave if they agree.", "condition"),
        ("It works.", "The report says it works.", "hedge"),
        ("Use grants and loans.", "Use grants or loans.", "choice"),
        ("It shows how partners act.", "It shows in how partners act.", "direction"),
        ("Few partners left.", "A few partners left.", "scope"),
        ("No contest is needed.", "No contest is then needed.", "condition"),
        ("The council pays.", "A council pays.", "scope"),
        ("Council pays.", "A council pays.", "scope"),
        ("They help with cost.", "They help with costing.", "new word"),
        ("Public organisation joined.", "Public organisations joined.", "new word"),
        ("Decisions take time.", "Decision takes time.", "new word"),
        ("Pay to partners.", "Pay from partners.", "direction"),
        ("The pilot failed.", "The pilot ended.", "negation"),
        ("The pilot grew.", "The pilot ended.", "new word"),
        ("Train people.", "Train young people.", "lost word"),
        ("Partners trust councils.", "Councils trust partners.", "order"),
        ("Councils decide, partners not.", "Partners, not councils, decide.", "order"),
        ("In Fife, councils pay and partners run it.", "Councils pay and partners run it in Fife.", "order"),
        ("Pilots ended.", "Pilot ended.", "new word"),
        ("Partners agree.", "Partners agreed.", "new word"),
        ("It ran. It ended.", "It ran, it ended.", "form"),
        ("Does it work?", "It does work.", "form"),
        ("in Fife it ran.", "It ran in Fife.", "form"),
        ("It ran\nwell.", "It ran well.", "form"),
        ("It ran wеll.", "It ran well.", "form"),  # a Cyrillic letter
        ("", "It ran.", "form"),
    ],
)
def test_each_rule_names_what_is_wrong(text: str, sentence: str, why: str) -> None:
    assert RULES_ALONE.fault(text, sentence) == why


def test_the_embedding_has_the_last_word() -> None:
    text, sentence = "In Fife it ran.", "It ran in Fife."
    strict = Support(LetterPairs(), NAMES, Thresholds(min_cosine=1, min_kept=1, max_new=0))
    assert RULES_ALONE.judge(text, sentence).supported
    assert strict.judge(text, sentence).why == "similarity"


def test_two_quotes_mixed_into_one_claim_do_not_carry_it() -> None:
    quotes = ["Councils pay the pilots.", "Partners run the services."]
    assert RULES_ALONE.check(quotes[0], quotes).supported
    assert not RULES_ALONE.check("Councils run the services.", quotes).supported
    assert not RULES_ALONE.check("Councils pay the pilots.", []).supported


def test_the_shares_of_an_edit_are_counted_by_words() -> None:
    # "the" is free. Kept: councils, pay of councils, pay, partners = 2/3; new: late of three = 1/3
    edit = compare(tokens("The councils pay late."), tokens("Councils pay the partners."))
    assert (edit.kept_share, edit.new_share, edit.moved) == (
        pytest.approx(2 / 3),
        pytest.approx(1 / 3),
        False,
    )


def test_no_word_belongs_to_two_groups() -> None:
    members = [word for group in words().groups for word in group]
    assert len(members) == len(set(members))


def test_no_lie_of_the_reviewed_pairs_passes_and_most_honest_texts_do(support: Support) -> None:
    pairs = load_pairs()
    lies = [
        (pair.text, why)
        for pair in pairs.corrupted
        if not (why := support.judge(pair.text, pair.sentence).why)
    ]
    kept = sum(support.judge(pair.text, pair.sentence).supported for pair in pairs.honest)
    assert lies == []
    assert len(pairs.honest) >= 60
    assert len(pairs.corrupted) >= 60
    assert kept / len(pairs.honest) > 0.45  # 39 of 84


def test_no_lie_made_from_the_corpus_passes(services: Services, support: Support) -> None:
    lies = corruptions(
        pool_of(services.corpus), each=60, seed=11
    )  # another seed than the thresholds were set with
    assert len(lies) >= 600
    assert [lie for lie in lies if support.judge(lie[2], lie[1]).supported] == []


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_changes_a_sentence_and_the_same_seed_gives_the_same_lie(rule: str) -> None:
    sentence = (
        "In 2013 partners in Fife must pay 20 councils early because trust and support, if agreed, matters."
    )
    pool = Pool(("A pilot that nobody owned was over before the tender came.",), ("Falkirk", "Plymouth"))
    lies = {corrupt(sentence, rule, pool, random.Random(3)) for _ in range(2)}
    assert len(lies) == 1
    assert lies.isdisjoint({sentence, None})


def test_wrong_verdicts_are_counted_by_side() -> None:
    found = [
        Case("honest", "It ran in Fife.", "In Fife it ran.", 1.0),  # accepted, rightly
        Case("honest", "It ran in Fife.", "It operated in Fife.", 1.0),  # refused, wrongly
        Case("negated", "It ran in Fife.", "It never ran in Fife.", 1.0),  # refused, rightly
        Case("made up", "It ran in Fife.", "In Fife it ran.", 1.0),  # accepted, wrongly
    ]
    assert score(RULES_ALONE, found) == Score(false_accepts=1, lies=2, false_rejects=1, honest=2)


def test_what_is_not_word_for_word_in_its_own_citation_is_dropped() -> None:
    said, citations = statements(["It ran.", "It ended."])
    crossed = [Statement(text="It ran.", citations=[2]), Statement(text="It ra", citations=[1]), said[1]]
    assert word_for_word([*said, *crossed], citations) == [*said, said[1]]
    assert word_for_word([Statement(text="It ran.", citations=[7])], citations) == []


def test_looking_word_for_word_takes_next_to_no_time() -> None:
    said, citations = statements(
        [f"Sentence number {n} of the answer says something that is quoted." for n in range(10)]
    )
    # 0.02 ms where it was written; of this thread's own work the best of several, so that no neighbour counts
    assert len(word_for_word(said, citations)) == 10
    assert least_seconds(lambda: word_for_word(said, citations)) < 0.002


def test_the_pool_holds_every_sentence_once() -> None:
    pool = pool_of(real_corpus())
    assert len(pool.sentences) == len(set(pool.sentences)) > 2000
