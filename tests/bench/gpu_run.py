"""`gpu run`: tests and measures on a machine with a GPU."""

import datetime
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import time

SKIPPED = 77
LEAST_SECONDS, MOST_SECONDS = 5, 470
# These lose the GPU or are for the clock alone: nothing for a checker.
UNCHECKED = ("lost_test", "peaks_test")
# The key of what they print, their name, and the options of `ravine bench`.
BENCHES = [("large", "large works", ["--backend", "cuda", "--only", "large"]),
           ("large_cpu", "large works on the CPU", ["--only", "large"]),
           ("bench", "standard works", ["--backend", "cuda"])]


def tell(words):
    print(words, flush=True)


def output(*command):
    """What a program says, or "" where there is none or it fails."""
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""


class Run:
    """Part after part, each for so long at most; what comes out is kept."""

    def __init__(self, folder, out):
        self.folder, self.out, self.end = folder, out, time.monotonic() + MOST_SECONDS
        self.environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.figures = {"date": datetime.date.today().isoformat(), **machine(), "parts": []}

    def part(self, name, command, seconds, **environment):
        """Gives what it said on its standard output."""
        left = self.end - time.monotonic()
        begin, words, outcome = time.monotonic(), "", "not run: no time was left"
        if left >= LEAST_SECONDS:
            words, outcome = self.finished(command, min(seconds, left), environment)
        part = {"name": name, "outcome": outcome, "seconds": round(time.monotonic() - begin, 2)}
        if outcome != "passed":
            part["words"] = words.replace(f"{self.folder}/", "").strip().splitlines()[-40:]
        self.figures["parts"].append(part)
        (self.out / "gpu.json").write_text(json.dumps(self.figures, indent=2) + "\n", encoding="utf-8")
        tell(f"{name}: {outcome} ({part['seconds']} s)")
        for line in part.get("words", []):
            tell(f"    {line}")
        return words

    def finished(self, command, seconds, environment):
        """What it said, and how it ended. Past its time it ends together with all that it has started."""
        try:
            process = subprocess.Popen([str(word) for word in command], cwd=self.folder, text=True, errors="replace",
                                       env={**self.environment, **environment}, start_new_session=True,
                                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        except FileNotFoundError:
            return "", f"not run: {command[0]} is not installed"
        try:
            words, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            words, _ = process.communicate()
            return words, f"failed: it took more than {seconds:.0f} s"
        if process.returncode == 0:
            return words, "passed"
        if process.returncode == SKIPPED and "skipped:" in words:
            return words, "skipped"
        return words, f"failed: exit code {process.returncode}"

    def tests(self, program, folder, stems, seconds, **environment):
        for stem in stems:
            words = self.part(f"{folder}/{re.sub('_test$', '', stem)}",
                              [self.folder / program, "--filenames-as-tags", f"[#{stem}]"], seconds, **environment)
            yield stem, words


def library_path():
    """With the folders where Python's packages keep cuBLAS, for a machine where it is nowhere else."""
    packages = pathlib.Path(sysconfig.get_paths()["purelib"])
    folders = {str(library.parent) for library in packages.glob("nvidia/**/libcublasLt.so.*")}
    return ":".join([*filter(None, [os.environ.get("LD_LIBRARY_PATH")]), "/usr/local/cuda/lib64", *sorted(folders)])


def machine():
    """The chip, its driver and what else the figures hang on."""
    asked = output("nvidia-smi", "--query-gpu=name,driver_version,memory.total,compute_cap", "--format=csv,noheader")
    name, driver, memory, capability = ([word.strip() for word in asked.splitlines()[0].split(",")] if asked
                                        else ["unknown"] * 4)
    processor = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    torch = output(sys.executable, "-c", "import torch; print(torch.__version__, torch.version.cuda)")
    return {"chip": name, "driver": driver, "memory": memory, "capability": capability,
            "processor": processor[1] if processor else "unknown", "cores": len(os.sched_getaffinity(0)),
            "pytorch": torch}


def first_object(words):
    """The JSON that a program has printed, among other lines."""
    begin = words.find("{")
    try:
        return json.JSONDecoder().raw_decode(words[begin:])[0] if begin >= 0 else {}
    except ValueError:
        return {}


def sanitizer():
    """compute-sanitizer, which is often not in PATH."""
    return shutil.which("compute-sanitizer", path=f"{os.environ.get('PATH', '')}:/usr/local/cuda/bin") or "compute-sanitizer"


def check_and_measure(run, tests):
    figures = run.figures
    ours = {"LD_LIBRARY_PATH": library_path()}
    for stem, words in run.tests("ravine_test_device", "device", tests["device"], 60, **ours):
        if stem == "peaks_test" and (found := re.search(r"([\d.]+) TFLOP/s, copies: ([\d.]+) GB/s", words)):
            figures["peaks"] = {"teraflops": float(found[1]), "gigabytes": float(found[2])}
    for folder in ("reference", "laws"):
        for _ in run.tests(f"ravine_test_{folder}", folder, tests[folder], 60, RAVINE_TEST_BACKEND="cuda", **ours):
            pass
    for key, name, options in BENCHES:
        command = [run.folder / "ravine", "bench", "--json", "--runs", "5", *options]
        figures[key] = first_object(run.part(name, command, 70, **ours))
    peers = run.out / "peers.json"
    run.part("PyTorch", [sys.executable, run.folder / "peer_cuda.py", "--runs", "5", "--json", peers], 150)
    if peers.exists():
        figures["peers"] = json.loads(peers.read_text(encoding="utf-8"))
        peers.unlink()
    left_out = "".join(f"~[#{stem}]" for stem in UNCHECKED)
    for tool in ("memcheck", "racecheck"):
        run.part(tool, [sanitizer(), "--tool", tool, "--error-exitcode", "1", "--report-api-errors", "no",
                        run.folder / "ravine_test_device", "--filenames-as-tags", left_out], 100, **ours)


def run(folder, out):
    """Ends the script."""
    about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    asked = subprocess.run([folder / "ravine_test_device", "--filenames-as-tags", "[#device_test]"], cwd=folder,
                           capture_output=True, text=True, check=False)
    if asked.returncode == SKIPPED:
        tell(asked.stdout.strip().splitlines()[-1])
        sys.exit(SKIPPED)
    out.mkdir(parents=True, exist_ok=True)
    this = Run(folder, out)
    this.figures.update(commit=about["commit"], architectures=about["architectures"])
    tell(", ".join(f"{key} {this.figures[key]}" for key in ("chip", "driver", "date", "commit")))
    check_and_measure(this, about["tests"])
    (out / "gpu.json").write_text(json.dumps(this.figures, indent=2) + "\n", encoding="utf-8")
    wrong = [part["name"] for part in this.figures["parts"] if part["outcome"] != "passed"]
    tell(f"{len(this.figures['parts'])} parts, {len(wrong)} of them not passed: {', '.join(wrong) or 'none'}")
    sys.exit(1 if wrong else 0)
