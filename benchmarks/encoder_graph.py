"""Writes `bot/matching/encoder.onnx`: the encoder's computation without its weights.

    python -m benchmarks.encoder_graph

Needed only when the graph changes; uses the package `onnx`, which no other module needs. The graph
names its weights and does not contain them: `bot.matching.embeddings` gives it those of the
verified safetensors file. Six layers of BERT (https://arxiv.org/abs/1810.04805) with the fused
operators of ONNX Runtime's `com.microsoft` domain.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import onnx
from onnx import TensorProto, helper

from bot.matching.embeddings import DIMENSIONS, GRAPH, HEADS, LAYERS, weight_shapes

_DOMAIN = "com.microsoft"
_EPSILON = 1e-12  # `layer_norm_eps` of the model's config.json


def graph() -> bytes:
    """The serialised model; the same bytes on every run."""
    nodes = [
        _node(
            "EmbedLayerNormalization",
            ["ids", "", "words", "positions", "", "norm.weight", "norm.bias", "mask"],
            ["layer0", "lengths"],
            epsilon=_EPSILON,
        )
    ]
    for i in range(LAYERS):
        nodes += _layer(i)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT32, ["sentences", "tokens"])
        for name in ("ids", "mask")
    ]
    output = helper.make_tensor_value_info(
        f"layer{LAYERS}", TensorProto.FLOAT, ["sentences", "tokens", DIMENSIONS]
    )
    weights = [_named(name, shape) for name, shape in weight_shapes().items()]
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(_DOMAIN, 1)]
    model = helper.make_model(
        helper.make_graph(nodes, "encoder", inputs, [output], weights),
        opset_imports=opsets,
        ir_version=9,
        producer_name="on-record",
    )
    written: bytes = model.SerializeToString(deterministic=True)
    return written


def _layer(i: int) -> list[onnx.NodeProto]:
    before, after = f"layer{i}", f"layer{i + 1}"
    p = f"{i}."
    return [
        _node(
            "Attention",
            [before, p + "qkv.weight", p + "qkv.bias", "lengths"],
            [p + "attended"],
            num_heads=HEADS,
        ),
        helper.make_node("MatMul", [p + "attended", p + "out.weight"], [p + "projected"]),
        _node(
            "SkipLayerNormalization",
            [p + "projected", before, p + "norm1.weight", p + "norm1.bias", p + "out.bias"],
            [p + "mixed"],
            epsilon=_EPSILON,
        ),
        helper.make_node("MatMul", [p + "mixed", p + "wide.weight"], [p + "widened"]),
        _node("BiasGelu", [p + "widened", p + "wide.bias"], [p + "active"]),
        helper.make_node("MatMul", [p + "active", p + "narrow.weight"], [p + "narrowed"]),
        _node(
            "SkipLayerNormalization",
            [p + "narrowed", p + "mixed", p + "norm2.weight", p + "norm2.bias", p + "narrow.bias"],
            [after],
            epsilon=_EPSILON,
        ),
    ]


def _node(kind: str, inputs: list[str], outputs: list[str], **attributes: Any) -> onnx.NodeProto:
    return helper.make_node(kind, inputs, outputs, domain=_DOMAIN, **attributes)


def _named(name: str, shape: tuple[int, ...]) -> onnx.TensorProto:
    """A weight by name and shape only; its values are given when the graph is loaded."""
    tensor = onnx.TensorProto(name=name, dims=shape, data_type=TensorProto.FLOAT)
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="weights-are-handed-over")
    return tensor


if __name__ == "__main__":
    path = Path(GRAPH)
    path.write_bytes(graph())
    print(f"{path}: {path.stat().st_size} bytes")
