"""Mean pooling with normalisation, as sentence-transformers does it, in a form that ONNX can export."""

import torch


class _MeanPooled(torch.nn.Module):
    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
    ) -> torch.Tensor:
        hidden = self.model(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        )[0]
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        pooled = (hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9)
        return torch.nn.functional.normalize(pooled, p=2.0, dim=1)


def mean_pooled(model: torch.nn.Module) -> torch.nn.Module:
    """Wrap a transformer so that it gives one unit vector a text: float32 of shape (batch, width)."""
    return _MeanPooled(model)
