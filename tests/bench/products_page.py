"""The section of docs/performance.md on matrix products, from what compare_products.py has measured."""

import statistics

TITLES = {"forward": "W·x + b", "input_gradient": "Wᵀ·g", "weight_gradient": "g·xᵀ, Σg"}
AS_FAST = 1.05  # times


def products_table(measured):
    head = " | ".join(f"{title} | Eigen | times" for title in TITLES.values())
    lines = [f"| layer | batch | {head} | all, times | Eigen as we build, times |\n{'|---' * (4 + 3 * len(TITLES))}|"]
    for layer in measured["layers"]:
        cells = [f"{layer['inputs']} → {layer['outputs']}", str(layer["samples"])]
        for product in (layer["products"][name] for name in TITLES):
            cells += [f"{product['gigaflops']:.1f}", f"{product['eigen']:.1f}", f"{product['times']:.2f}"]
        cells += [f"{layer['times']:.2f}", f"{layer['times_as_built']:.2f}"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def by_batch(measured):
    """How fast both are, and in how many products Eigen is ahead or level."""
    sentences = []
    for samples in sorted({layer["samples"] for layer in measured["layers"]}):
        times = [product["times"] for layer in measured["layers"] if layer["samples"] == samples
                 for product in layer["products"].values()]
        ahead = sum(one < AS_FAST for one in times)
        sentences.append(f"In batches of {samples}, Ravine is {min(times):.2f} to {max(times):.2f} times as fast, "
                         f"{statistics.median(times):.2f} in the middle, and Eigen is as fast or faster (times below "
                         f"{AS_FAST}) in {ahead} of {len(times)} products.")
    return "\n".join(sentences)


def products_section(measured):
    """Empty where nothing was measured."""
    if not measured:
        return ""
    return f"""## Products beside Eigen

GFLOP/s of the three products of a dense layer, on one thread: forward, and the gradients of its inputs and of its
weights and biases.

{products_table(measured)}

{by_batch(measured)}

**How it is measured.** `tests/bench/compare_products.py`: `ravine bench --only products` and {measured["eigen"]} take
turns, run by run; "times" is how many times as fast Ravine is, the median of the runs' ratios, in the last two columns
for the three products together. Measured on {measured["date"]} in {measured["runs"]} runs, at a load of
{measured["load"]:.1f}. The operations of the product alone are counted, but z has its biases, and the gradient of W that
of the biases beside it, on both sides. Memory is laid out the same: row-major, a sample a column.
`tests/bench/peer_eigen.cpp` shows Eigen at its best: compiled for this processor's vectors
(`-march={measured["processor"] or "x86-64"}`), each product written in two or three ways (in blocks, lazily, by rows) of
which the fastest counts, and with memory for its blocks that malloc keeps, where it may otherwise give it back to the
system after each call (`M_MMAP_THRESHOLD`, `M_TRIM_THRESHOLD`). In the last column it has the flags of our build, which
are for any x86-64: that is what it would be in this program, since it chooses its vectors when it is compiled.

**What bounds it.** Ten samples fill a vector of eight and leave two over: Ravine copies them into a vector of their
own, and what comes of them out of it, which takes longer than a small product itself; in the smallest layers Eigen does
them one by one. Where batches fill the vectors and layers are wide, there is little to do but to multiply and add.

**Why all sizes have one set of products.** One program finds the widest vectors of any processor when it runs. A
sample's outputs have the same bits in every batch, because each sum is taken in one order; Eigen's order depends on its
blocks, and so on the size of the batch. Biases and the floor of ReLU are done where the sums are stored. To take Eigen
for some sizes would give this up. Networks of dense layers of no more than 8 units, which are trained in such small
batches the most, learn without these products, with a sample's units across the lanes. Eigen does what is not a layer's
product: the systems of second-order optimizers, and the planes of loss surfaces.

"""
