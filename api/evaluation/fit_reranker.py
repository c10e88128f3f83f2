"""Fits the re-ranker: does this passage answer this question? (`kb.reranker`)

The loss of one question is that of each judgement (binary cross-entropy) and that of the order among its
passages (softmax). The embedding model's own weights stay; low-rank changes to its linear layers are learned
(`RANK` numbers deep). Needs torch and transformers, from the extra `model`; half an hour on two cores.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from api.evaluation.reranker_examples import Example
from kb.learned import Array
from kb.reranker import MAX_TOKENS
from kb.reranker_model import linear_places

RANK, RATE, WEIGHT_DECAY, WARM_UP, SEED = 64, 5e-4, 0.01, 40, 1
EPOCHS, QUESTIONS = 3, 16  # times that each question is shown, and questions in a step
TEXTS, ANSWERING = 8, 4  # shown with a question, and the most of them that answer it or a part
STEEPEST = 1.0  # a longer gradient is shortened to this
ORDER_SHARE = 0.5  # of the loss of order, where that of the judgements counts 1


def multiplies_bfloat16() -> bool:
    """Whether this processor has instructions for bfloat16.

    Without them it is worked out by others, 25 times slower than with float32 on one that knows AVX2 alone.
    """
    able = torch.cpu.get_capabilities()
    return any(able.get(name, False) for name in ("avx512_bf16", "amx_bf16", "bf16"))


class _Changed(torch.nn.Module):
    """A linear layer with a low-rank change that begins at nothing."""

    def __init__(self, linear: torch.nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        self.down = torch.nn.Parameter(torch.randn(RANK, linear.in_features) / linear.in_features**0.5)
        self.up = torch.nn.Parameter(torch.zeros(linear.out_features, RANK))

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        result: torch.Tensor = self.linear(hidden) + (hidden @ self.down.T) @ self.up.T
        return result


class _Reader(torch.nn.Module):
    """The model with its changes, and the number at its end."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoModel, AutoTokenizer

        super().__init__()
        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self.model: Any = AutoModel.from_pretrained(
            folder, attn_implementation="eager", local_files_only=True
        )
        self.model.eval().requires_grad_(False)
        places = linear_places(self.model.config.num_hidden_layers)
        self.changed = {place: self._change(place) for place in places}
        self.head = torch.nn.Linear(self.model.config.hidden_size, 1)

    def _change(self, place: str) -> _Changed:
        parent, _, name = place.rpartition(".")
        owner = self.model.get_submodule(parent)
        changed = _Changed(getattr(owner, name))
        setattr(owner, name, changed)
        return changed

    def learned(self) -> list[torch.nn.Parameter]:
        own = [one for layer in self.changed.values() for one in (layer.down, layer.up)]
        return [*own, *self.head.parameters()]

    def forward(self, pairs: Sequence[tuple[str, str]]) -> torch.Tensor:
        """The log-odds of each pair of a question and a text, shape (pairs,)."""
        batch = self.tokenizer(
            [question for question, _ in pairs], [text for _, text in pairs], padding=True,
            truncation="only_second", max_length=MAX_TOKENS, return_tensors="pt",
        )  # fmt: skip
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=multiplies_bfloat16()):
            hidden = self.model(**batch).last_hidden_state
        mask = batch["attention_mask"].unsqueeze(-1).float()
        mean = (hidden.float() * mask).sum(1) / mask.sum(1)
        logits: torch.Tensor = self.head(mean).squeeze(1)
        return logits

    def arrays(self) -> dict[str, Array]:
        """What was learned, by the names that `kb.reranker_model` reads."""
        found = {
            "head.weight": self.head.weight.detach().numpy().T,
            "head.bias": self.head.bias.detach().numpy(),
        }
        for place, layer in self.changed.items():
            found[f"{place}.down"] = layer.down.detach().numpy()
            found[f"{place}.up"] = layer.up.detach().numpy()
        return {name: np.ascontiguousarray(array, np.float32) for name, array in found.items()}


def learn_reranker(
    folder: Path, examples: Sequence[Example], tell: Callable[[int, int], None] = lambda done, total: None
) -> dict[str, Array]:
    """The arrays of the re-ranker, learned for the sentence-transformers model in `folder`."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)  # noqa: S311 -- no secret
    reader = _Reader(folder)
    optimiser = torch.optim.AdamW(reader.learned(), lr=RATE, weight_decay=WEIGHT_DECAY)
    steps = EPOCHS * -(-len(examples) // QUESTIONS)
    for step, chosen in enumerate(_batches(examples, chance)):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / WARM_UP) * (1 - step / steps)
        optimiser.zero_grad()
        _loss(reader, chosen, chance).backward()
        torch.nn.utils.clip_grad_norm_(reader.learned(), STEEPEST)
        optimiser.step()
        tell(step + 1, steps)
    return reader.arrays()


def _batches(examples: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    for _ in range(EPOCHS):
        shuffled = chance.sample(examples, len(examples))
        for start in range(0, len(shuffled), QUESTIONS):
            yield shuffled[start : start + QUESTIONS]


def _loss(reader: _Reader, examples: Sequence[Example], chance: random.Random) -> torch.Tensor:
    drawn = [_drawn(example, chance) for example in examples]
    logits = reader(
        [(one.question, text) for one, texts in zip(examples, drawn, strict=True) for text, _ in texts]
    )
    truths = torch.tensor([truth for texts in drawn for _, truth in texts])
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, truths)
    sizes = [len(texts) for texts in drawn]
    order = [
        -(torch.nn.functional.log_softmax(group, 0) * truth / truth.sum()).sum()
        for group, truth in zip(logits.split(sizes), truths.split(sizes), strict=True)
        if truth.sum() > 0
    ]
    return loss + ORDER_SHARE * torch.stack(order).mean() if order else loss


def _drawn(example: Example, chance: random.Random) -> list[tuple[str, float]]:
    """Some of the texts that answer it or a part, and some that do not, each with how true that is."""
    answering = [pair for pair in example.texts if pair[1] > 0]
    others = [pair for pair in example.texts if not pair[1]]
    chosen = chance.sample(answering, min(ANSWERING, len(answering)))
    return chosen + chance.sample(others, min(TEXTS - len(chosen), len(others)))
