#!/usr/bin/env python3
"""Measures what a card needs for the work of a language model, by the shape of the model alone.

How long a decode step and a prefill take depends on a model's shape, not on what its weights say:
random weights of the same shape move the same bytes and do the same products. So a card can be
calibrated where no weights can be had.

Measured, for each shape, in bfloat16:
  decode   one step (one token for each of b sequences) at a context of c tokens, as a CUDA graph,
           with the product over the whole vocabulary and the choice of the likeliest token
  prefill  n tokens of one prompt at once
  mixed    an iteration that decodes b sequences and reads a chunk of a prompt besides, as servers
           with chunked prefill do
  load     the weights from page-locked memory to the card

Before that, the model is compared with the Llama of `transformers` on a small shape.

Needs PyTorch with CUDA, Triton, and transformers for the comparison. Writes JSON to the file named
by --out, a table to standard output.

  python3 calibrate.py --out calibration.json
  python3 calibrate.py --out quick.json --shapes llama3.2-3b --batches 1,8,64 --contexts 1024
  python3 calibrate.py --check-only --device cpu
"""
import argparse
import dataclasses
import json
import statistics
import sys
import time

import torch
import torch.nn.functional as F
from torch.nn.attention import SDPBackend, sdpa_kernel


@dataclasses.dataclass(frozen=True)
class Shape:
    """The published configuration of a model, as far as time depends on it."""

    name: str
    layers: int
    hidden: int
    inner: int
    heads: int
    kv_heads: int
    head: int
    vocabulary: int
    tied: bool

    def weight_bytes(self):
        """Bytes of a bfloat16 model: what a decode step must read at least."""
        attention = self.hidden * self.head * (2 * self.heads + 2 * self.kv_heads)
        layer = attention + 3 * self.hidden * self.inner
        tables = self.vocabulary * self.hidden * (1 if self.tied else 2)
        return 2 * (self.layers * layer + tables)

    def kv_bytes(self):
        """Bytes of keys and values of one token."""
        return self.layers * self.kv_heads * self.head * 2 * 2


SHAPES = {
    shape.name: shape
    for shape in (
        Shape("llama3.2-3b", 28, 3072, 8192, 24, 8, 128, 128256, True),
        Shape("llama3.1-8b", 32, 4096, 14336, 32, 8, 128, 128256, False),
    )
}
EPSILON = 1e-5
THETA = 500000.0


def norm(x, weight):
    wide = x.float()
    wide = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + EPSILON)
    return wide.to(x.dtype) * weight


def add_norm(x, more, weight):
    x = x + more
    return x, norm(x, weight)


def turn(x, cos, sin):
    """Rotary positions; x is (tokens, heads, head), cos and sin are (tokens, 1, head)."""
    half = x.shape[-1] // 2
    turned = torch.cat((-x[..., half:], x[..., :half]), -1)
    return x * cos + turned * sin


def gate(both):
    left, right = both.chunk(2, -1)
    return F.silu(left) * right


def fuse():
    """One kernel for each of the small steps, as servers have them."""
    global norm, add_norm, turn, gate
    plain = (norm, add_norm, turn, gate)
    try:
        norm, add_norm, turn, gate = (torch.compile(step, dynamic=True) for step in plain)
        x = torch.randn(4, 256, device="cuda", dtype=torch.bfloat16)
        w = torch.ones(256, device="cuda", dtype=torch.bfloat16)
        norm(x, w), add_norm(x, x, w), gate(x)
        turn(x.view(4, 2, 128), x.view(4, 2, 128)[:, :1], x.view(4, 2, 128)[:, :1])
        return True
    except Exception as failed:
        print("small steps are not fused:", str(failed).splitlines()[0], file=sys.stderr)
        norm, add_norm, turn, gate = plain
        return False


class Model:
    """Llama with random weights. Keys and values are kept by layer as (sequence, head, token, …)."""

    def __init__(self, shape, device, dtype, seed=1):
        self.shape = shape
        self.device = device
        self.dtype = dtype
        generator = torch.Generator(device=device).manual_seed(seed)

        def weights(rows, columns):
            made = torch.empty(rows, columns, device=device, dtype=dtype)
            return made.normal_(0, 0.02, generator=generator)

        s = shape
        self.qkv = [weights((s.heads + 2 * s.kv_heads) * s.head, s.hidden) for _ in range(s.layers)]
        self.out = [weights(s.hidden, s.heads * s.head) for _ in range(s.layers)]
        self.up = [weights(2 * s.inner, s.hidden) for _ in range(s.layers)]
        self.down = [weights(s.hidden, s.inner) for _ in range(s.layers)]
        self.ones = torch.ones(s.hidden, device=device, dtype=dtype)
        self.table = weights(s.vocabulary, s.hidden)
        self.head = self.table if s.tied else weights(s.vocabulary, s.hidden)

    def angles(self, positions):
        inverse = 1.0 / THETA ** (
            torch.arange(0, self.shape.head, 2, device=self.device).float() / self.shape.head
        )
        turns = positions.float()[:, None] * inverse[None, :]
        turns = torch.cat((turns, turns), -1)[:, None, :]
        return turns.cos().to(self.dtype), turns.sin().to(self.dtype)

    def forward(self, tokens, positions, attend, ask):
        """The likeliest next token after those rows of `tokens` that `ask` names.

        attend(layer, q, k, v) answers (tokens, heads * head).
        """
        s = self.shape
        cos, sin = self.angles(positions)
        x = F.embedding(tokens, self.table)
        y = norm(x, self.ones)
        for layer in range(s.layers):
            q, k, v = F.linear(y, self.qkv[layer]).split(
                (s.heads * s.head, s.kv_heads * s.head, s.kv_heads * s.head), -1
            )
            q = turn(q.view(-1, s.heads, s.head), cos, sin)
            k = turn(k.view(-1, s.kv_heads, s.head), cos, sin)
            seen = attend(layer, q, k, v.view(-1, s.kv_heads, s.head))
            x, y = add_norm(x, F.linear(seen, self.out[layer]), self.ones)
            x, y = add_norm(x, F.linear(gate(F.linear(y, self.up[layer])), self.down[layer]), self.ones)
        return F.linear(y[ask], self.head)


class Cache:
    """Keys and values of b sequences of c tokens, as random as the weights."""

    def __init__(self, model, batch, context, store=None):
        s = model.shape
        self.context = context
        shape = (s.layers, 2, batch, s.kv_heads, context, s.head)
        count = 1
        for side in shape:
            count *= side
        self.kept = store[:count].view(shape) if store is not None else torch.zeros(
            shape, device=model.device, dtype=model.dtype
        )

    def decode(self, layer, q, k, v):
        """One more token for each sequence, in the last place of the context."""
        keys, values = self.kept[layer, 0], self.kept[layer, 1]
        keys[:, :, -1] = k
        values[:, :, -1] = v
        seen = F.scaled_dot_product_attention(q[:, :, None], keys, values, enable_gqa=True)
        return seen.reshape(q.shape[0], -1)


def read(layer, q, k, v):
    """One prompt from its beginning."""
    q, k, v = (side.transpose(0, 1)[None] for side in (q, k, v))
    seen = F.scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=True)
    return seen[0].transpose(0, 1).reshape(q.shape[2], -1)


def compare(device, dtype):
    """How far this model is from the Llama of transformers, of the largest logit."""
    import transformers

    shape = Shape("small", 2, 512, 1024, 4, 2, 128, 1000, False)
    model = Model(shape, device, dtype, seed=7)
    theirs = transformers.LlamaForCausalLM(
        transformers.LlamaConfig(
            vocab_size=shape.vocabulary,
            hidden_size=shape.hidden,
            intermediate_size=shape.inner,
            num_hidden_layers=shape.layers,
            num_attention_heads=shape.heads,
            num_key_value_heads=shape.kv_heads,
            head_dim=shape.head,
            rms_norm_eps=EPSILON,
            rope_theta=THETA,
            tie_word_embeddings=False,
        )
    ).to(device=device, dtype=dtype)
    q, kv = shape.heads * shape.head, shape.kv_heads * shape.head
    with torch.no_grad():
        theirs.model.embed_tokens.weight.copy_(model.table)
        theirs.lm_head.weight.copy_(model.head)
        for layer, block in enumerate(theirs.model.layers):
            attention = block.self_attn
            for side, rows in zip(
                (attention.q_proj, attention.k_proj, attention.v_proj),
                model.qkv[layer].split((q, kv, kv)),
            ):
                side.weight.copy_(rows)
            attention.o_proj.weight.copy_(model.out[layer])
            block.mlp.gate_proj.weight.copy_(model.up[layer][: shape.inner])
            block.mlp.up_proj.weight.copy_(model.up[layer][shape.inner :])
            block.mlp.down_proj.weight.copy_(model.down[layer])
        count = 37
        tokens = torch.randint(0, shape.vocabulary, (count,), device=device)
        expected = theirs(tokens[None]).logits[0].float()
        positions = torch.arange(count, device=device)
        ours = model.forward(tokens, positions, read, slice(None)).float()

        # the last token again, by a decode step after the others
        cache = Cache(model, 1, count)
        def fill(layer, q, k, v):
            cache.kept[layer, 0, 0, :, :-1] = k.transpose(0, 1)
            cache.kept[layer, 1, 0, :, :-1] = v.transpose(0, 1)
            return read(layer, q, k, v)
        model.forward(tokens[:-1], positions[:-1], fill, slice(-1, None))
        stepped = model.forward(tokens[-1:], positions[-1:], cache.decode, slice(None)).float()
    most = expected.abs().max()
    return {
        "prefill": float((ours - expected).abs().max() / most),
        "decode": float((stepped[0] - expected[-1]).abs().max() / most),
    }


def graph(step):
    """The step as a CUDA graph, so that launching its kernels costs nothing, as in servers."""
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(2):
            step()
    torch.cuda.current_stream().wait_stream(side)
    captured = torch.cuda.CUDAGraph()
    with torch.cuda.graph(captured):
        step()
    return captured.replay


def timed(step, times):
    """Milliseconds: least, median and most of so many."""
    for _ in range(3):
        step()
    marks = [(torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)) for _ in range(times)]
    for begin, end in marks:
        begin.record()
        step()
        end.record()
    torch.cuda.synchronize()
    each = sorted(begin.elapsed_time(end) for begin, end in marks)
    return [round(each[0], 4), round(statistics.median(each), 4), round(each[-1], 4)]


class Calibration:
    def __init__(self, shape, arguments):
        self.shape = shape
        self.arguments = arguments
        began = time.perf_counter()
        self.model = Model(shape, "cuda", torch.bfloat16)
        torch.cuda.synchronize()
        free, _ = torch.cuda.mem_get_info()
        self.room = min(free - (8 << 30), arguments.cache_gib << 30)
        self.store = torch.empty(self.room // 2, device="cuda", dtype=torch.bfloat16)
        self.store.normal_()
        torch.cuda.synchronize()
        say(f"{shape.name}: {shape.weight_bytes() / 2**30:.2f} GiB of weights,"
            f" {shape.kv_bytes() / 1024:.0f} KiB a token; made in {time.perf_counter() - began:.1f} s")

    def result(self):
        return {
            "weightsGiB": round(self.shape.weight_bytes() / 2**30, 3),
            "kvKiBPerToken": self.shape.kv_bytes() / 1024,
            "load": self.load(),
            "prefill": [self.prefill(n) for n in self.arguments.prompts],
            "decode": [
                self.decode(batch, context)
                for context in self.arguments.contexts
                for batch in self.arguments.batches
                if batch * context * self.shape.kv_bytes() <= self.room
            ],
            "mixed": [
                self.mixed(batch, chunk, self.arguments.contexts[0])
                for chunk in self.arguments.chunks
                for batch in self.arguments.mixed
            ],
        }

    def tokens(self, count):
        return torch.randint(0, self.shape.vocabulary, (count,), device="cuda")

    def decode(self, batch, context):
        cache = Cache(self.model, batch, context, self.store)
        tokens = self.tokens(batch)
        positions = torch.full((batch,), context - 1, device="cuda")

        def step():
            tokens.copy_(self.model.forward(tokens, positions, cache.decode, slice(None)).argmax(-1))

        millis = timed(graph(step), self.arguments.times)
        say(f"  decode b={batch:4d} context={context:5d}: {millis[1]:8.3f} ms"
            f" {batch / millis[1] * 1000:9.0f} tokens/s")
        return {"batch": batch, "context": context, "millis": millis}

    def prefill(self, count):
        tokens = self.tokens(count)
        positions = torch.arange(count, device="cuda")

        def step():
            self.model.forward(tokens, positions, read, slice(-1, None)).argmax(-1)

        millis = timed(graph(step), max(5, self.arguments.times // 2))
        say(f"  prefill n={count:5d}: {millis[1]:8.3f} ms {count / millis[1] * 1000:9.0f} tokens/s")
        return {"tokens": count, "millis": millis}

    def mixed(self, batch, chunk, context):
        cache = Cache(self.model, batch, context, self.store)
        tokens = self.tokens(batch + chunk)
        positions = torch.cat(
            (torch.full((batch,), context - 1, device="cuda"), torch.arange(chunk, device="cuda"))
        )
        ask = torch.arange(batch + 1, device="cuda")
        ask[-1] = batch + chunk - 1

        def attend(layer, q, k, v):
            return torch.cat(
                (
                    cache.decode(layer, q[:batch], k[:batch], v[:batch]),
                    read(layer, q[batch:], k[batch:], v[batch:]),
                )
            )

        def step():
            self.model.forward(tokens, positions, attend, ask).argmax(-1)

        millis = timed(graph(step), self.arguments.times)
        say(f"  mixed b={batch:4d} chunk={chunk:5d} context={context}: {millis[1]:8.3f} ms")
        return {"batch": batch, "chunk": chunk, "context": context, "millis": millis}

    def load(self):
        """One gibibyte at a time, so that page-locked memory is not short."""
        piece = 1 << 30
        source = torch.empty(piece, dtype=torch.uint8, pin_memory=True)
        target = self.store.view(torch.uint8)[:piece]
        millis = timed(lambda: target.copy_(source, non_blocking=True), 5)
        seconds = self.shape.weight_bytes() / piece * millis[1] / 1000
        say(f"  load: {1000 / millis[1]:.1f} GiB/s, {seconds:.2f} s for the weights")
        return {"millisPerGiB": millis, "seconds": round(seconds, 3)}


def ceilings():
    """What the card does at best: bytes copied, and a large product."""
    a = torch.empty(4 << 30, dtype=torch.uint8, device="cuda")
    b = torch.empty_like(a)
    copied = timed(lambda: b.copy_(a), 10)
    del a, b
    x = torch.randn(8192, 8192, device="cuda", dtype=torch.bfloat16)
    y = torch.randn(8192, 8192, device="cuda", dtype=torch.bfloat16)
    product = timed(lambda: x @ y, 10)
    return {
        "copyTBps": round(2 * (4 << 30) / copied[1] / 1e9, 3),
        "productTFLOPs": round(2 * 8192**3 / product[1] / 1e9, 1),
    }


def say(line):
    print(line, flush=True)


def numbers(text):
    return [int(number) for number in text.split(",")]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", default="calibration.json", help="the file to write")
    parser.add_argument("--shapes", default=",".join(SHAPES), help="of " + ", ".join(SHAPES))
    parser.add_argument("--batches", type=numbers, default=[1, 2, 4, 8, 16, 32, 64, 128, 256])
    parser.add_argument("--contexts", type=numbers, default=[1024, 2048, 4096])
    parser.add_argument("--prompts", type=numbers, default=[128, 256, 512, 1024, 2048, 4096, 8192])
    parser.add_argument("--chunks", type=numbers, default=[512, 2048])
    parser.add_argument("--mixed", type=numbers, default=[16, 64, 128])
    parser.add_argument("--times", type=int, default=20, help="of each measurement")
    parser.add_argument("--cache-gib", type=int, default=48, help="at most, for keys and values")
    parser.add_argument("--check-only", action="store_true", help="compare and measure nothing")
    parser.add_argument("--device", default="cuda", help="of the comparison: cuda or cpu")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.shapes.split(",") if name not in SHAPES]
    if unknown:
        parser.error(f"no shape {', '.join(unknown)}; there are {', '.join(SHAPES)}")
    if arguments.device == "cuda" and not torch.cuda.is_available():
        parser.error("no CUDA device here; --check-only --device cpu compares without one")

    far = compare(arguments.device, torch.float32)
    say(f"distance from transformers' Llama, float32: {far}")
    if max(far.values()) > 1e-3:
        sys.exit("the model is not Llama: nothing was measured")
    if arguments.check_only:
        return

    # TF32 is off for the comparison above; bfloat16 products do not depend on it
    properties = torch.cuda.get_device_properties(0)
    result = {
        "card": properties.name,
        "multiprocessors": properties.multi_processor_count,
        "memoryGiB": round(properties.total_memory / 2**30, 1),
        "torch": torch.__version__,
        "cuda": torch.version.cuda,
        "dtype": "bfloat16",
        "times": arguments.times,
        "millis": "[least, median, most]",
        "farFromTransformers": far,
        "shapes": {},
    }
    with torch.no_grad(), sdpa_kernel([SDPBackend.FLASH_ATTENTION]):
        result["fused"] = fuse()
        result.update(ceilings())
        say(f"{properties.name}: copies {result['copyTBps']} TB/s, products {result['productTFLOPs']} TFLOP/s,"
            f" small steps fused: {result['fused']}")
        for name in arguments.shapes.split(","):
            calibration = Calibration(SHAPES[name], arguments)
            result["shapes"][name] = calibration.result()
            del calibration
            torch.cuda.empty_cache()
            with open(arguments.out, "w") as file:
                json.dump(result, file, indent=1)
    say(f"written to {arguments.out}")


if __name__ == "__main__":
    main()
