"""The sheets that an activity needs, filled for its topic and objective: everything its check-list names."""

import zlib
from collections.abc import Callable, Sequence

from api.train.content import Activity, Filling, Objective, Question, SheetHead, Statement, Topic
from api.train.references import References
from api.train.stock import Stock
from api.train.training import Card, Cited, Sheet, StepPlan
from kb.cited import ended

SENTENCES, POLLED, OPPOSITES = 3, 3, 1


class SheetFiller:
    """Fills the sheets of one training; references grow as it goes."""

    def __init__(self, stock: Stock, questions: Sequence[Question], references: References) -> None:
        self.stock, self.questions, self.references = stock, questions, references

    def sheets(
        self,
        activity: Activity,
        topic: Topic,
        objectives: Sequence[Objective],
        steps: Sequence[StepPlan],
        sizes: Sequence[int] = (),
    ) -> tuple[Sheet, ...]:
        """The sheets of an activity; `objectives` begins with the one that it serves here, `sizes` are those
        of its groups.
        """
        found: list[Sheet] = []
        for head in activity.head.sheets:
            bare = Sheet(
                title=head.title,
                lead=head.lead,
                fields=head.fields,
                columns=head.columns,
                rows=tuple(_row(row, len(head.columns)) for row in head.table or [()] * head.rows),
                shown=head.shown,
                votes=head.votes,
            )
            split = sizes or activity.head.groups[:1]
            for title, filled in self._pages(head, topic, objectives, steps, split):
                cards = (*map(_plain, head.cards), *filled)
                found.append(bare.model_copy(update={"title": title, "cards": cards}))
        return tuple(found)

    def _pages(
        self,
        head: SheetHead,
        topic: Topic,
        objectives: Sequence[Objective],
        steps: Sequence[StepPlan],
        sizes: Sequence[int],
    ) -> list[tuple[str, list[Card]]]:
        """Title and cards of each page of a sheet: one, or one for each question or each size of groups."""
        if head.filled == "questions":
            asked = self._asked(topic.theme)
            return [(f"{head.title} {n}", [self._open(question)]) for n, question in enumerate(asked, 1)]
        if head.filled == "parts":
            every = sorted(set(sizes), reverse=True)
            named = [head.title if len(every) == 1 else f"{head.title}, for groups of {n}" for n in every]
            return [(title, self._parts(topic, n)) for title, n in zip(named, every, strict=True)]
        return [(head.title, self._filled(head, topic, objectives, steps))]

    def _filled(
        self, head: SheetHead, topic: Topic, objectives: Sequence[Objective], steps: Sequence[StepPlan]
    ) -> list[Card]:
        """The cards that the corpus fills."""
        timed = (f"{step.minutes} minutes: {step.does.text}" for step in steps if step.minutes)
        fillings: dict[Filling, Callable[[], list[Card]]] = {
            "points": lambda: self._told(topic.points),
            "look_for": lambda: self._told(objectives[0].look_for),
            "task": lambda: [_plain(objectives[0].task)],
            "tasks": lambda: [_plain(objective.task) for objective in objectives],
            "steps": lambda: list(map(_plain, timed)),
            "stages": lambda: list(map(_plain, self.stock.stages)),
            "poll": lambda: list(map(self._poll, self._asked(topic.theme))),
            "risks": lambda: self._risks(topic.theme),
            "sentences": lambda: self._sentences(topic, head.votes),
            "opposites": lambda: self._opposites(topic.theme),
        }
        return fillings[head.filled]() if head.filled else []

    def _told(self, statements: Sequence[Statement]) -> list[Card]:
        return [Card(front=cited) for cited in self.references.several(statements)]

    def _asked(self, theme: str) -> list[Question]:
        return [question for question in self.questions if question.theme == theme][:POLLED]

    def _poll(self, question: Question) -> Card:
        options = sorted(question.options)
        return Card(
            front=_cited(f"{question.question} {' / '.join(options)}"),
            back=self.references.cited(question.explanation),
        )

    def _open(self, question: Question) -> Card:
        """A question of the quiz without its options, to be talked about."""
        return Card(front=_cited(question.question), back=self._answer(question.right, question.explanation))

    def _parts(self, topic: Topic, count: int) -> list[Card]:
        """What is told of the topic, and wrong beliefs with what puts them right, in `count` parts."""
        told = self.references.several(topic.points)
        beliefs = self.stock.beliefs[topic.theme][:count]
        righted = [self._answer(f"Often said, and wrong: “{b.text}”", b.correction) for b in beliefs]
        cards = []
        for at in range(count):
            held = [*told[at::count], *righted[at::count]]
            front = Cited(
                text=" ".join([f"Part {at + 1} of {count}.", *(one.text for one in held)]),
                citations=tuple(dict.fromkeys(n for one in held for n in one.citations)),
                cautions=tuple(dict.fromkeys(c for one in held for c in one.cautions)),
            )
            cards.append(Card(front=front))
        return cards

    def _risks(self, theme: str) -> list[Card]:
        risks = self.stock.risks[theme]
        barriers = [
            Card(front=_cited(f"Barrier: {r.barrier}"), back=_cited("; ".join(r.helps))) for r in risks
        ]
        helps = dict.fromkeys(name for risk in risks for name in risk.helps)
        return [*barriers, *(_plain(f"What helps: {name}") for name in sorted(helps))]

    def _sentences(self, topic: Topic, votes: Sequence[str]) -> list[Card]:
        """Three wrong beliefs and three sentences that a source bears out, in no order to be guessed."""
        holds, myth = votes or ("So it is", "Myth")
        cards = []
        for belief, point in zip(
            self.stock.beliefs[topic.theme][:SENTENCES], _round(topic.points, SENTENCES), strict=False
        ):
            cards.append(Card(front=_cited(belief.text), back=self._answer(myth, belief.correction)))
            cards.append(Card(front=_cited(point.text), back=self._answer(holds, point)))
        return sorted(cards, key=lambda card: zlib.crc32(card.front.text.encode()))

    def _opposites(self, theme: str) -> list[Card]:
        belief = self.stock.beliefs[theme][0]
        right = _cited(belief.correction.text)
        return [
            Card(front=_cited(belief.text), back=_cited("Not so.")),
            Card(front=right, back=self._answer("So it is", belief.correction)),
        ]

    def _answer(self, verdict: str, statement: Statement) -> Cited:
        cited = self.references.cited(statement)
        return cited.model_copy(update={"text": f"{ended(verdict)} {cited.text}"})


def _round(points: Sequence[Statement], count: int) -> list[Statement]:
    return [points[n % len(points)] for n in range(min(count, len(points)))]


def _cited(text: str) -> Cited:
    return Cited(text=text, citations=())


def _plain(text: str) -> Card:
    return Card(front=_cited(text))


def _row(cells: Sequence[str], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))
