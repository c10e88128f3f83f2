"""The moves that are told by a rule of their own, before what is said is held against any phrasing."""

from collections.abc import Callable
from functools import partial

from api.ask.moves import (
    avoided,
    basis,
    dated,
    disagree,
    escalate,
    example,
    for_others,
    gains,
    happened,
    limits,
    listed,
    measured,
    narrowed,
    objection,
    of_a_pilot,
    of_a_step,
    of_one,
    of_the_deed,
    other_side,
    others,
    ourselves,
    overseers,
    pays,
    placed,
    shorter,
    simpler,
    sources,
    still_law,
    that_work,
    told_no,
    usual,
    what_now,
    which_law,
    which_pilot,
    which_psp,
    write,
)
from api.ask.moves.plan import Plan
from api.ask.names import Names
from api.ask.turn import Turn

Telling = Callable[[Turn, str], Plan]  # of the last turn that was answered, and what is said


def by_rule(said: str, answered: Turn, last: Turn, names: Names) -> Plan | None:
    """How to go on after `answered`, the last turn that was answered; None where no rule tells a move.

    `last` is the turn before, answered or not; `names` are the pilots that may be told of.
    """
    an_example = partial(example.plan, names=names)
    told: tuple[tuple[Callable[[], bool], Telling], ...] = (
        (lambda: listed.asks_to_name(said, answered), listed.told_again),
        (lambda: still_law.asks_for_the_law(said), still_law.plan),
        (lambda: shorter.asks_for_so_many(said, answered), shorter.plan),
        (lambda: basis.asks_for_the_basis(said), basis.plan),
        (lambda: that_work.asks_of_the_work(said), that_work.plan),
        (lambda: which_law.asks_which_law(said), which_law.plan),
        (lambda: of_a_pilot.asks_of_a_pilot(said, answered), of_a_pilot.plan),
        (lambda: limits.tells_a_limit(said, answered), limits.plan),
        (lambda: what_now.asks_what_now(said, answered), what_now.plan),
        (lambda: dated.asks_for_the_date(said), dated.plan),
        (lambda: sources.asks_for_a_figure(said, answered), sources.plan),
        (lambda: simpler.asks_what_it_means(said, answered) or simpler.is_for_a_child(said), simpler.plan),
        (lambda: for_others.asks_how_to_tell(said, answered), for_others.plan),
        (lambda: write.wants_a_text(said), write.plan),
        (lambda: example.asks_what_others_do(said), an_example),
        (lambda: example.asks_for_another(said, last), an_example),
        (lambda: which_pilot.asks_which_pilot(said), partial(which_pilot.plan, names=names)),
        (lambda: happened.asks_whether_it_happened(said, answered), partial(happened.plan, names=names)),
        (lambda: usual.asks_how_usual(said), usual.plan),
        (lambda: avoided.asks_what_a_list_tells(said, answered), avoided.told_with_them),
        (lambda: avoided.asks_how_avoided(said), avoided.plan),
        (lambda: gains.asks_who_gains(said, answered), gains.plan),
        (lambda: escalate.asks_what_if_refused(said, answered), escalate.plan),
        (lambda: told_no.tells_of_a_no(said, answered) and not others.asks_beyond(said), told_no.plan),
        (lambda: of_one.asks_of_one(said, answered), of_one.plan),
        (lambda: of_the_deed.asks_of_the_deed(said, answered), of_the_deed.plan),
        (lambda: narrowed.narrows(said, answered), narrowed.plan),
        (lambda: disagree.asks_who_disagrees(said), disagree.plan),
        (lambda: other_side.asks_what_deters(said), other_side.plan),
        (lambda: others.asks_beyond(said), others.plan),
        (lambda: which_psp.says_which_psp(said), which_psp.plan),
        (lambda: of_a_step.asks_of_a_step(said, answered), of_a_step.plan),
        (lambda: ourselves.asks_to_do_it_ourselves(said, answered), ourselves.plan),
        (lambda: overseers.asks_who_is_above(said), overseers.plan),
        (lambda: measured.asks_which_is_more(said, answered), measured.plan),
        (lambda: placed.asks_how_it_is_there(said), placed.plan),
        (lambda: pays.asks_who_pays(said, answered), pays.plan),
        (lambda: pays.asks_what_it_costs(said, answered), pays.plan_costs),
        (lambda: objection.asks_an_objection(said), objection.plan),
    )
    plan = next((plan for is_asked, plan in told if is_asked()), None)
    return plan(answered, said) if plan else None
