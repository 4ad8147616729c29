"""Whether layers calculate in bfloat16, which takes about half the time for the same vectors (cosine above 0.9999)."""


def is_quick() -> bool:
    """Whether the processor has instructions for it; without them it would be slower than single precision."""
    import torch

    able = torch.cpu.get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))
