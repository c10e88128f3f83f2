from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.assess.answers import Answer, Response
from api.assess.first_page import together
from api.assess.model import Questionnaire
from api.assess.must_haves import in_short, knock_outs
from api.assess.scoring import DimensionScore, score_dimensions
from api.personal_data import personal_data_in

Respond = Callable[..., Response]


def dimension(scores: tuple[DimensionScore, ...], name: str = "shared-problem") -> DimensionScore:
    return next(score for score in scores if score.id == name)


def test_a_score_is_the_sum_of_its_terms(readiness: Questionnaire, respond: Respond) -> None:
    person = respond("a", agreed_problem="kept-up", agreed_outcomes="started", defined_scope="in-place")
    score = dimension(score_dimensions(readiness, [person]))
    assert [(term.question, term.value) for term in score.terms] == [
        ("agreed-problem", 3.0),
        ("agreed-outcomes", 1.0),
        ("defined-scope", 2.0),
    ]
    assert (score.score, score.of) == (6.0, 9)  # 3 + 1 + 2 of 3 * 3
    assert score.share == round(6 / 9, 4)


def test_several_answers_make_a_mean(readiness: Questionnaire, respond: Respond) -> None:
    people = [
        respond("a", agreed_problem="not-yet"),
        respond("b", agreed_problem="started"),
        respond("c", agreed_problem="started"),
    ]
    term = dimension(score_dimensions(readiness, people)).terms[0]
    assert (term.value, term.basis, term.answered) == (0.67, "mean", 3)  # (0 + 1 + 1) / 3
    assert term.in_words == "Between “Not yet” and “Started”"


def test_terms_add_up_to_the_score_as_shown(readiness: Questionnaire, respond: Respond) -> None:
    people = [
        respond(str(n), agreed_problem=a, agreed_outcomes=b, defined_scope="kept-up")
        for n, (a, b) in enumerate([("not-yet", "started"), ("started", "kept-up"), ("started", "kept-up")])
    ]
    score = dimension(score_dimensions(readiness, people))
    # 2/3 is shown as 0.67 and 7/3 as 2.33: the sum is made of what is shown
    assert [term.value for term in score.terms] == [0.67, 2.33, 3.0]
    assert score.score == 6.0


def test_what_is_missing_is_shown_and_never_zero(readiness: Questionnaire, respond: Respond) -> None:
    people = [
        respond("a", agreed_problem="kept-up", agreed_outcomes="dont-know"),
        respond("b", agreed_problem="kept-up", agreed_outcomes="not-applicable|we only advise"),
    ]
    score = dimension(score_dimensions(readiness, people))
    # one of three core questions has a figure: a sum to check, and neither a share nor a word
    assert (score.score, score.of, score.share, score.band) == (3.0, 3, None, None)
    assert score.standing == "Too few answers: 1 of 3 questions"
    outcomes, scope = score.terms[1], score.terms[2]
    assert (outcomes.value, outcomes.dont_know, outcomes.not_applicable, outcomes.missing) == (None, 1, 1, 0)
    assert (scope.value, scope.missing, scope.asked) == (None, 2, 2)


def test_not_applicable_without_a_reason_counts_as_missing(
    readiness: Questionnaire, respond: Respond
) -> None:
    term = dimension(score_dimensions(readiness, [respond("a", agreed_problem="not-applicable")])).terms[0]
    assert (term.not_applicable, term.missing) == (0, 1)


def test_nothing_answered_gives_no_score(readiness: Questionnaire, respond: Respond) -> None:
    score = dimension(score_dimensions(readiness, [respond("a")]))
    assert (score.score, score.of, score.share, score.band, score.spread) == (None, 0, None, None, None)


def test_a_question_that_is_not_asked_of_a_sector_is_not_missing(
    readiness: Questionnaire, respond: Respond
) -> None:
    score = dimension(score_dimensions(readiness, [respond("a", "service-user")]), "procurement-fairness")
    assert [(term.asked, term.missing) for term in score.terms] == [(0, 0)] * len(score.terms)


def test_the_agreed_answer_takes_the_place_of_the_mean(readiness: Questionnaire, respond: Respond) -> None:
    people = [respond("a", agreed_problem="not-yet"), respond("b", agreed_problem="kept-up")]
    agreed = {"agreed-problem": Answer(option="started", comment="only half is written")}
    term = dimension(score_dimensions(readiness, people, agreed)).terms[0]
    assert (term.value, term.basis) == (1.0, "agreed")
    unsure = {"agreed-problem": Answer(option="dont-know")}
    assert dimension(score_dimensions(readiness, people, unsure)).terms[0].value is None


def test_lower_steps_come_first(readiness: Questionnaire, respond: Respond) -> None:
    # 3 + 3 + 1 = 7 of 9 is 0.78 and above the cut-off of 0.7, but the scope still lies on step 1
    low = respond("a", agreed_problem="kept-up", agreed_outcomes="kept-up", defined_scope="started")
    score = dimension(score_dimensions(readiness, [low]))
    assert score.band is not None
    assert (score.band.id, score.held_back_by) == ("taking-shape", ("defined-scope",))
    # 3 + 2 + 2 = 7 of 9: the same sum, nothing held back
    even = respond("a", agreed_problem="kept-up", agreed_outcomes="in-place", defined_scope="in-place")
    score = dimension(score_dimensions(readiness, [even]))
    assert score.band is not None
    assert (score.band.id, score.held_back_by) == ("shared", ())


def test_dimensions_have_cut_offs_of_their_own(readiness: Questionnaire) -> None:
    assert len({tuple(band.at_least for band in d.bands) for d in readiness.dimensions}) > 1
    words = [band.text for d in readiness.dimensions for band in d.bands]
    assert len(words) == len(set(words))


def test_few_answers_are_called_uncertain(readiness: Questionnaire, respond: Respond) -> None:
    two = {"agreed_problem": "started", "agreed_outcomes": "started"}
    people = [respond("a", **two), *(respond(str(n)) for n in range(4))]
    assert "only 0 of 5 people" in str(dimension(score_dimensions(readiness, people)).uncertain)
    full = [
        respond(str(n), agreed_problem="started", agreed_outcomes="started", defined_scope="started")
        for n in range(3)
    ]
    assert dimension(score_dimensions(readiness, full)).uncertain is None


def test_a_knock_out_takes_the_lowest_answer(
    readiness: Questionnaire, everywhere: Callable[..., Response]
) -> None:
    people = [everywhere("a", "kept-up"), everywhere("b", "started", "third")]
    failed = knock_outs(readiness, people)
    assert {result.status for result in failed} == {"failed"}
    assert len(failed) == sum(1 for question in readiness.questions if question.knock_out)
    assert failed[0].reason == "1 of 2 answers lie below “In place”."
    assert all(result.split for result in failed)  # one says it is met, the other that it is not
    alike = knock_outs(readiness, [everywhere("a", "started"), everywhere("b", "started", "third")])
    assert not any(result.split for result in alike)


def test_the_agreed_answer_settles_a_knock_out(
    readiness: Questionnaire, everywhere: Callable[..., Response]
) -> None:
    agreed = {"staff-transfer": Answer(option="in-place")}
    results = knock_outs(readiness, [everywhere("a", "not-yet")], agreed)
    assert "staff-transfer" not in {result.question for result in results}


def test_nobody_knows_is_open_and_not_failed(
    readiness: Questionnaire, everywhere: Callable[..., Response]
) -> None:
    unknown = knock_outs(readiness, [everywhere("a", "dont-know")])
    assert {(r.status, r.state) for r in unknown} == {("open", "not known")}
    assert unknown[0].reason == "1 does not know. Find out."
    assert knock_outs(readiness, [everywhere("a", "in-place")]) == ()
    assert knock_outs(readiness, [everywhere("a", "not-applicable", comment="no staff")]) == ()


OPTIONS = st.sampled_from(["not-yet", "started", "in-place", "kept-up", "dont-know", "not-applicable", ""])


@given(st.lists(st.tuples(OPTIONS, OPTIONS, OPTIONS), max_size=8))
def test_somebody_who_answers_nothing_changes_no_score(
    readiness: Questionnaire, respond: Respond, answers: list[tuple[str, str, str]]
) -> None:
    people = [
        respond(str(n), agreed_problem=a, agreed_outcomes=b, defined_scope=c)
        for n, (a, b, c) in enumerate(answers)
    ]
    silent = respond("silent")
    before = dimension(score_dimensions(readiness, people))
    after = dimension(score_dimensions(readiness, [*people, silent]))
    assert (before.score, before.of, before.band, before.spread) == (
        after.score,
        after.of,
        after.band,
        after.spread,
    )


@given(st.permutations(range(5)))
def test_the_order_of_people_changes_nothing(
    readiness: Questionnaire, respond: Respond, order: list[int]
) -> None:
    options = ["not-yet", "started", "started", "kept-up", "dont-know"]
    people = [respond(str(n), agreed_problem=options[n]) for n in range(5)]
    assert score_dimensions(readiness, people) == score_dimensions(readiness, [people[n] for n in order])


@pytest.mark.parametrize(
    "said",
    [
        "Our council and the Scottish Government have not agreed.",
        "North Lanarkshire, Renfrewshire and Glasgow meet in Victoria Quay each March.",
        "The Steering Group and NHS Tayside will mark the grant in May or June.",
    ],
)
def test_places_and_bodies_are_not_taken_for_people(said: str) -> None:
    assert personal_data_in(said) == []


def test_few_people_who_all_answered_are_not_said_to_be_missing(
    readiness: Questionnaire, everywhere: Callable[..., Response]
) -> None:
    people = [everywhere(name, "started") for name in ("1", "2")]
    told = {score.uncertain for score in score_dimensions(readiness, people)}
    assert told == {"Read with care: at one question only 2 people were asked."}


def test_a_must_have_that_not_everybody_could_vouch_for_is_shown_as_such(
    readiness: Questionnaire, everywhere: Callable[..., Response], respond: Callable[..., Response]
) -> None:
    people = [
        everywhere("a", "in-place"),
        everywhere("b", "kept-up"),
        everywhere("c", "dont-know"),
        respond("d"),
    ]
    found = next(r for r in knock_outs(readiness, people) if r.question == "staff-transfer")
    assert (found.status, found.state) == ("open", "not known by all")
    assert found.reason == "Met, say 2 of 4 people. 1 does not know and 1 has not answered. Find out."


def test_not_reached_yet_is_not_the_same_as_not_known(
    readiness: Questionnaire, respond: Callable[..., Response]
) -> None:
    found = knock_outs(readiness, [respond("a"), respond("b")])
    assert {(r.state, r.reason) for r in found} == {("not answered", "There is no answer yet.")}
    assert in_short(found).endswith(f"0 not known, {len(found)} not answered.")


def test_what_was_agreed_is_told_apart_from_what_was_answered(
    readiness: Questionnaire, everywhere: Callable[..., Response]
) -> None:
    people = [everywhere("a", "started"), everywhere("b", "started", "third")]
    agreed = {"agreed-problem": Answer(option="kept-up")}
    score = dimension(score_dimensions(readiness, people, agreed))
    terms = len(score.terms)
    assert (score.agreed, score.as_answered) == (1, round(1 / 3, 4))
    assert score.share == round((3 + terms - 1) / (3 * terms), 4)
    assert together(score).endswith(" agreed (answered 33 %)")
