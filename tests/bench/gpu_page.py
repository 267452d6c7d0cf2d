"""docs/gpu.md, from what tests/gpu has measured, or of nothing where nothing has been. Numbers only, so that a test can
check that the page says what docs/gpu.json says."""

HEAD = """# On a GPU

<!-- Written by `tests/gpu report` from docs/gpu.json; measure anew, or change tests/bench/gpu_page.py. -->

"""

HOW = """
## How to measure

```
tests/gpu build DIR             # on a machine with CUDA's compiler
python3 DIR/gpu run DIR OUT     # on a machine with a GPU: at most eight minutes
tests/gpu report OUT/gpu.json   # writes this page
```

The folder `DIR` has all that the second machine needs but Python, the driver and cuBLAS.
"""

NOTHING = """**Nothing of this has run on a GPU yet.** The CUDA back end is compiled in every build that finds CUDA's compiler. What
its kernels compute is tested on the processor, where the same functions run; whether they are right, free of races and
fast on a GPU is not known. This page will say it, with the chip and the date.
"""


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(str(cell) for cell in line)} |\n" for line in lines)


def amount(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def machine(measured):
    lines = [f"Measured on {measured['date']} with version {measured['commit']}, compiled for compute capability "
             f"{measured['architectures']}.\n",
             f"* GPU: {measured['chip']}, {measured['memory']}, compute capability {measured['capability']}, driver "
             f"{measured['driver']}", f"* Processor: {measured['processor']}, {measured['cores']} cores",
             f"* PyTorch (and its CUDA): {measured['pytorch'] or 'not there'}"]
    if peaks := measured.get("peaks"):
        lines.append(f"* Peaks, measured by kernels of ours: {peaks['teraflops']:.1f} TFLOP/s of float32 multiply-adds, "
                     f"{amount(peaks['gigabytes'])} GB/s copied, read and written")
    return "\n".join(lines) + "\n"


def checks(parts):
    wrong = [part for part in parts if part["outcome"] != "passed"]
    text = "\n## Tests\n\n" + table(["part", "outcome", "seconds"],
                                    [(part["name"], part["outcome"], part["seconds"]) for part in parts])
    for part in wrong:
        text += f"\n**{part['name']}: {part['outcome']}**\n\n```\n" + "\n".join(part.get("words", [])) + "\n```\n"
    return text if wrong else text + "\nAll passed.\n"


def large_works(measured):
    """The same works on the GPU and on the CPU, side by side."""
    on_cpu = {row["label"]: row for row in measured.get("large_cpu", {}).get("rows", [])}
    rows = []
    for row in measured.get("large", {}).get("rows", []):
        cpu = on_cpu.get(row["label"], {}).get("per_second")
        rows.append((row["label"], row["unit"], amount(row["per_second"]), amount(cpu) if cpu else "",
                     amount(row["per_second"] / cpu) if cpu else ""))
    if not rows:
        return ""
    head = ["work", "of", "GPU, a second", f"{measured['cores']} CPU cores, a second", "times"]
    return "\n## Ravine: what a GPU is for\n\n" + table(head, rows)


def standard_works(bench):
    rows = [(row["label"], row["threads"], row["unit"], amount(row["per_second"])) for row in bench.get("rows", [])
            if row["id"] != "race"]  # which the CPU computes
    return "\n## Ravine: the standard works\n\n" + table(["work", "CPU threads", "of", "GPU, a second"], rows) if rows else ""


def peers(found):
    rows = [(row["label"], amount(row["median"]), f"{amount(row['least'])} to {amount(row['most'])}", row["unit"],
             row["how"])
            for row in found.get("rows", {}).values()]
    text = "\n## PyTorch\n\n" + table(["work", "median", "runs", "unit", "how"], rows) if rows else ""
    return text + "".join(f"\n{name} failed: {why}\n" for name, why in found.get("failures", {}).items())


def page(measured):
    if measured is None:
        return HEAD + NOTHING + HOW
    return (HEAD + machine(measured) + checks(measured["parts"]) + large_works(measured)
            + standard_works(measured.get("bench", {})) + peers(measured.get("peers", {})) + HOW)
