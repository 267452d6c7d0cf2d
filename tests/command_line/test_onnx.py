"""Exported ONNX files give what `ravine predict` gives, evaluated by a program that is not ours.

The evaluator is ONNX's own (onnx.reference, from 1.13 on) where Debian's python3-onnx has it, else npm's
onnxruntime-node, installed into a temporary folder. Where there is neither, the test says so and is skipped.
"""

import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

RAVINE = os.environ["RAVINE"]
SCENARIOS = pathlib.Path(os.environ["RAVINE_SOURCE"]) / "assets/scenarios"
DEBIAN_PYTHON = "/usr/bin/python3"
ONNXRUNTIME = "onnxruntime-node@1.20.1"
SKIPPED = 77
TOLERANCE = 1e-5

# Name, scenario, settings. Together: every task, every loss, standardised inputs, several features.
CASES = [
    ("iris", "iris", []),
    ("spiral", "spiral", []),
    ("curve", "curve_sine", []),
    ("regress", "plane", []),
    ("squared error", "xor", ["loss.type=mean_squared_error"]),
    ("hinge", "xor", ["loss.type=hinge"]),
    ("focal", "iris", ["loss.type=focal"]),
    ("absolute error", "plane", ["loss.type=mean_absolute_error"]),
    ("huber", "curve_sine", ["loss.type=huber", "loss.scale=0.2"]),
    ("no hidden layer", "gauss", ["network.layers=[]", 'features=["x2","x1_times_x2","sin_x1"]', "standardize=true"]),
    *[(activation, "moons", [f"network.layers.0.activation={activation}", f"network.layers.1.activation={activation}"])
      for activation in ("leaky_relu", "elu", "selu", "gelu", "silu", "softplus", "sine", "hard_tanh")],
    ("every layer", "moons", ["network.layers=" + json.dumps([
        {"type": "dense", "units": 6, "activation": "linear"}, {"type": "batch_norm", "activation": "tanh"},
        {"type": "dropout", "rate": 0.2},
        {"type": "residual", "layers": [{"type": "maxout", "units": 4, "pieces": 3}, {"type": "layer_norm"}]},
        {"type": "residual", "layers": [{"type": "gaussian_noise"}, {"type": "dense", "units": 4}]}])]),
    ("relu and sigmoid", "blobs", ["network.layers.0.activation=relu", "loss.type=categorical_cross_entropy"]),
]

REFERENCE = """
import json, sys
import numpy, onnx
from onnx.reference import ReferenceEvaluator
jobs = json.load(sys.stdin)
answers = []
for job in jobs:
    session = ReferenceEvaluator(job["model"])
    answers.append(session.run(None, {"x": numpy.array(job["x"], dtype=numpy.float32)})[0].tolist())
json.dump(answers, sys.stdout)
"""

NODE = """
const ort = require("onnxruntime-node");
const jobs = JSON.parse(require("fs").readFileSync(0, "utf8"));
(async () => {
  const answers = [];
  for (const job of jobs) {
    const session = await ort.InferenceSession.create(job.model);
    const columns = job.x[0].length;
    const x = new ort.Tensor("float32", Float32Array.from(job.x.flat()), [job.x.length, columns]);
    const y = (await session.run({x})).y;
    const width = y.dims[1];
    answers.push(job.x.map((_, i) => Array.from(y.data.slice(i * width, (i + 1) * width))));
  }
  process.stdout.write(JSON.stringify(answers));
})().catch(error => { console.error(error); process.exit(1); });
"""

CHECKER = """
import sys, onnx
for path in sys.argv[1:]:
    onnx.checker.check_model(onnx.load(path), full_check=True)
print("onnx", onnx.__version__)
"""


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))[:300]}\nexit code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def succeeds(*command):
    return bool(shutil.which(command[0])) and subprocess.run(command, capture_output=True).returncode == 0


def grid(columns):
    """Points that a float holds exactly, so that both programs see the same ones."""
    steps = [i / 4 - 6 for i in range(49)]
    if columns == 1:
        return [[x] for x in steps]
    return [[x, y] for x in steps[::4] for y in steps[::4]]


def write_points(path, points):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["x"] if len(points[0]) == 1 else ["x1", "x2"])
        writer.writerows(points)


def read_predictions(path, inputs):
    """Rows of probabilities (the column `class` left out), or of the predicted number."""
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in list(rows[0])[inputs:] if name != "class"]
    return [[float(row[name]) for name in names] for row in rows]


def make_case(folder, scenario, settings):
    """Trains, exports and predicts; what the evaluator needs, and what it should answer."""
    folder.mkdir()
    assignments = [part for setting in settings for part in ("--set", setting)]
    run(RAVINE, "train", SCENARIOS / f"{scenario}.json", *assignments, "--epochs", "20", "--out", folder)
    model, onnx_file, points_file, answers = (folder / name for name in ("model.ravine", "net.onnx", "p.csv", "y.csv"))
    run(RAVINE, "export", model, "--format", "onnx", "--out", onnx_file)
    points = grid(1 if json.loads(model.read_text())["scenario"]["task"] == "curve" else 2)
    write_points(points_file, points)
    run(RAVINE, "predict", model, "--data", points_file, "--out", answers)
    return {"model": str(onnx_file), "x": points}, read_predictions(answers, len(points[0]))


def evaluator(folder):
    """The command that evaluates the jobs on its standard input, or None."""
    if succeeds(DEBIAN_PYTHON, "-c", "import onnx.reference"):
        return [DEBIAN_PYTHON, "-c", REFERENCE], None
    # The package carries its binary; scripts would download another one for CUDA.
    install = ["npm", "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", ONNXRUNTIME]
    if shutil.which("node") and succeeds(*install):
        return ["node", "-e", NODE], folder
    return None, None


def compare(name, answers, expected):
    if len(answers) != len(expected) or len(answers[0]) != len(expected[0]):
        sys.exit(f"{name}: {len(answers)} × {len(answers[0])} answers, not {len(expected)} × {len(expected[0])}")
    worst = max(abs(a - e) / max(1, abs(e)) for got, want in zip(answers, expected) for a, e in zip(got, want))
    print(f"{name}: {len(answers)} points, largest difference {worst:.1e}")
    if not worst <= TOLERANCE:
        sys.exit(f"{name}: differs by {worst:.1e}, more than {TOLERANCE}")


def main():
    with tempfile.TemporaryDirectory() as temporary:
        top = pathlib.Path(temporary)
        cases = [make_case(top / name, scenario, settings) for name, scenario, settings in CASES]
        if succeeds(DEBIAN_PYTHON, "-c", "import onnx"):
            print("checked by", run(DEBIAN_PYTHON, "-c", CHECKER, *(job["model"] for job, _ in cases)).strip())
        else:
            print("skipped: a check by onnx.checker (there is no python3-onnx)")
        command, where = evaluator(top / "npm")
        if not command:
            print("skipped: evaluation by ONNX (neither onnx.reference nor npm's onnxruntime-node can be had)")
            sys.exit(SKIPPED)
        print("evaluated by", "onnx.reference" if where is None else ONNXRUNTIME)
        answers = json.loads(run(*command, input=json.dumps([job for job, _ in cases]), cwd=where))
        for (name, _, _), got, (_, expected) in zip(CASES, answers, cases):
            compare(name, got, expected)


if __name__ == "__main__":
    main()
