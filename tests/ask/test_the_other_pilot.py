"""The same question of the other pilot, by "the other", by its name, or by what it was about."""

import pytest

from api.ask.pipeline import Asker
from tests.ask.talking import talk


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("Who ran the North Lanarkshire pilot?", "and the other one?"), "RCVS"),
        (("What went well in Renfrewshire?", "and in the other pilot?"), "senior"),
        (("Who led ROAR?", "and the other pilot, who led that?"), "Community Recycling Network"),
        (("What did Homereach do?", "and the other one, what did it do?"), "befriending"),
        (("What made Renfrewshire work?", "and the other pilot, what was its success factor?"), "senior"),
        (("How did communication go in Renfrewshire?", "And in the other pilot, North Lanarkshire?"),
         "did not meet"),
        (("Who led the North Lanarkshire pilot?", "and Renfrewshire?"), "RCVS"),
        (("What was the key success factor of Homereach?", "and the other pilot, the one for older people?"),
         "What went well in Renfrewshire"),
        (("What is Shine?", "and New Routes, who led it?"), "Wise Group"),
    ],
)  # fmt: skip
def test_the_same_is_asked_of_the_other_pilot(asker: Asker, said: tuple[str, ...], told: str) -> None:
    reply = talk(asker, *said)
    assert reply.status == "answered"
    assert told in reply.answer.statements[0].text


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        (("What is Low Moss?", "i mean the prison pilot, what happened"), "what happened in the Low Moss"),
        (("Who should chair?", "what do the other partners do"), "what do the other partners do"),
    ],
)  # fmt: skip
def test_only_a_pilot_that_was_told_of_is_meant(asker: Asker, said: tuple[str, ...], understood: str) -> None:
    assert understood in talk(asker, *said).understood_as
