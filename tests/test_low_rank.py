"""What learns beside a linear map: nothing at first, and what the reader adds to the encoder's weights in the end."""

import torch
from torch import nn
from torch.nn import functional

from training.low_rank import LowRank, attend_step_by_step


def test_nothing_changes_before_anything_is_learnt() -> None:
    linear = nn.Linear(6, 4)
    states = torch.randn(3, 6)
    assert torch.equal(LowRank(linear, rank=2, scale=2.0)(states), linear(states))


def test_what_is_learnt_is_a_change_of_the_weights() -> None:
    """`assistant.reader` adds scale * B A to the weights once; training never does."""
    linear = nn.Linear(6, 4)
    adapted = LowRank(linear, rank=2, scale=2.0)
    nn.init.normal_(adapted.B)
    states = torch.randn(3, 6)
    merged = functional.linear(states, linear.weight + 2.0 * adapted.B @ adapted.A, linear.bias)
    torch.testing.assert_close(adapted(states), merged)
    assert [name for name, parameter in adapted.named_parameters() if parameter.requires_grad] == ["A", "B"]


def test_attention_step_by_step_is_that_of_inference() -> None:
    query, key, value = torch.randn(3, 2, 4, 5, 8).unbind()
    bias = torch.zeros(2, 1, 1, 5).masked_fill_(torch.tensor([False, False, False, True, True]), torch.finfo(torch.float32).min)
    for one in (None, bias):
        expected = functional.scaled_dot_product_attention(query, key, value, attn_mask=one)
        torch.testing.assert_close(attend_step_by_step(query, key, value, one), expected)
