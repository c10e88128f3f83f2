import pytest

from api.errors import TooManyRequests
from api.limits import Limiter
from api.partners.model import Limits, NewPartner, Rates
from api.partners.office import PartnerOffice
from api.partners.registry import Registry
from api.partners.tokens import VisitorTokens
from tests.clock import Clock


def office_of(registry: Registry, clock: Clock) -> PartnerOffice:
    return PartnerOffice(registry, VisitorTokens(b"k" * 32), limiter=Limiter(clock))


def test_a_thousand_visitors_of_one_partner_do_not_use_up_anothers_limit(registry: Registry) -> None:
    office = office_of(registry, Clock())
    limits = Limits(ask=Rates(partner=600, visitor=20, address=600))
    crowded = registry.create(NewPartner(id="crowded", name="Crowded", limits=limits))
    calm = registry.create(NewPartner(id="calm", name="Calm", limits=limits))
    admitted = 0
    for number in range(1000):
        try:
            office.admit(crowded, "ask", f"visitor-{number}", f"10.0.{number // 250}.{number % 250}")
            admitted += 1
        except TooManyRequests:
            pass
    assert admitted == 600
    for number in range(600):
        office.admit(calm, "ask", f"visitor-{number // 20}", "10.0.0.1")


def test_a_flood_from_one_visitor_stops_that_visitor_alone(registry: Registry) -> None:
    office = office_of(registry, Clock())
    partner = registry.create(NewPartner(id="council", name="Council"))
    for _ in range(partner.limits.ask.visitor):
        office.admit(partner, "ask", "loud", "10.0.0.1")
    with pytest.raises(TooManyRequests):
        office.admit(partner, "ask", "loud", "10.0.0.1")
    office.admit(partner, "ask", "quiet", "10.0.0.1")
    office.admit(partner, "read", "loud", "10.0.0.1")
