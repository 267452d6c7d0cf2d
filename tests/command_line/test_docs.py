"""The documentation says what the program does: generated pages are up to date, the schema accepts what the program
accepts, and commands in the pages work."""

import json
import re
import shlex
import shutil
import sys
import unittest

from support import SMALL, SOURCE, Case

PAGES = ["command_line.md", "lectures.md", "race.md", "race.schema.json", "scenario.md", "scenario.schema.json"]
TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "number": (int, float), "integer": int,
         "null": type(None)}
KEYWORDS = {"type", "enum", "const", "oneOf", "properties", "additionalProperties", "required", "items", "minItems",
            "maxItems", "minimum", "maximum", "title", "description", "default", "$schema"}


def has_type(value, name):
    return isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


def object_fits(value, schema):
    properties = schema.get("properties", {})
    complete = set(schema.get("required", [])) <= set(value)
    known = schema.get("additionalProperties", True) or set(value) <= set(properties)
    return complete and known and all(fits(item, properties.get(key, {})) for key, item in value.items())


def list_fits(value, schema):
    length = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
    return length and all(fits(item, schema.get("items", {})) for item in value)


def fits(value, schema):
    """Whether the value is what the schema describes; knows the part of JSON Schema that ours uses."""
    assert set(schema) <= KEYWORDS, set(schema) - KEYWORDS
    names = schema.get("type", list(TYPES))
    checks = [
        any(has_type(value, name) for name in ([names] if isinstance(names, str) else names)),
        value in schema.get("enum", [value]),
        value == schema.get("const", value),
        "oneOf" not in schema or sum(fits(value, way) for way in schema["oneOf"]) == 1,
        not isinstance(value, dict) or object_fits(value, schema),
        not isinstance(value, list) or list_fits(value, schema),
        not has_type(value, "number") or schema.get("minimum", value) <= value <= schema.get("maximum", value),
    ]
    return all(checks)


class Pages(Case):
    def test_generated_pages_are_up_to_date(self):
        self.succeed("docs", "--out", self.path("docs"))
        self.assertEqual(sorted(path.name for path in self.path("docs").iterdir()), sorted(PAGES))
        for page in PAGES:
            generated = (self.path("docs") / page).read_text(encoding="utf-8")
            committed = (SOURCE / "docs" / page).read_text(encoding="utf-8")
            self.assertEqual(committed, generated, f"docs/{page} is out of date: run `ravine docs --out docs`")


class Performance(Case):
    def test_page_says_what_was_measured(self):
        """docs/performance.json has the figures; tests/bench/performance.py measures them and writes the page."""
        sys.path.insert(0, str(SOURCE / "tests/bench"))
        from performance_page import pages
        measured = json.loads((SOURCE / "docs/performance.json").read_text(encoding="utf-8"))
        for name, text in pages(measured).items():
            committed = (SOURCE / "docs" / name).read_text(encoding="utf-8")
            self.assertEqual(committed, text, f"docs/{name}: run tests/bench/performance.py --from "
                                              "docs/performance.json")


class Gpu(Case):
    def test_page_says_what_was_measured(self):
        """docs/gpu.json has the figures, where there are any; tests/gpu measures them and writes the page."""
        sys.path.insert(0, str(SOURCE / "tests/bench"))
        from gpu_page import page
        figures = SOURCE / "docs/gpu.json"
        measured = json.loads(figures.read_text(encoding="utf-8")) if figures.exists() else None
        committed = (SOURCE / "docs/gpu.md").read_text(encoding="utf-8")
        self.assertEqual(committed, page(measured), "docs/gpu.md: run tests/gpu report")


class Schema(Case):
    def setUp(self):
        super().setUp()
        self.schema = json.loads((SOURCE / "docs/scenario.schema.json").read_text(encoding="utf-8"))

    def test_shipped_scenarios_fit(self):
        paths = sorted((SOURCE / "assets/scenarios").glob("*.json"))
        self.assertGreater(len(paths), 5)
        for path in paths:
            self.assertTrue(fits(json.loads(path.read_text(encoding="utf-8")), self.schema), path)

    def test_what_the_program_writes_fits(self):
        self.succeed("train", self.write("s.json", SMALL), "--out", self.path("out"), "--epochs", 1)
        model = json.loads((self.path("out") / "model.ravine").read_text(encoding="utf-8"))
        self.assertTrue(fits(model["scenario"], self.schema))

    def test_schema_and_program_refuse_the_same(self):
        for wrong in ({"optimiser": {}}, {"batch_size": 0}, {"optimizer": {"type": "adm"}}, {"features": ["x3"]},
                      {"loss": {"type": "mean_squared_error", "scale": 1}}, {"stop": {"epochs": "many"}}, {"seed": -1},
                      {"network": {"layers": [{"type": "dense", "units": 0}]}}):
            self.assertFalse(fits({**SMALL, **wrong}, self.schema), wrong)
            self.fail_with(2, "", "train", self.write("s.json", {**SMALL, **wrong}), "--out", self.path("out"))


class RaceSchema(Case):
    def setUp(self):
        super().setUp()
        self.schema = json.loads((SOURCE / "docs/race.schema.json").read_text(encoding="utf-8"))

    def test_races_of_lessons_and_of_the_page_fit(self):
        races = [{"race": lesson["race"]} for lesson in
                 (json.loads(path.read_text(encoding="utf-8")) for path in (SOURCE / "assets/lessons").glob("*.json"))
                 if "race" in lesson]
        self.assertGreater(len(races), 1)
        page = (SOURCE / "docs/race.md").read_text(encoding="utf-8")
        races.append(json.loads(re.search(r"^```json\n(.*?)^```", page, re.MULTILINE | re.DOTALL).group(1)))
        for race in races:
            self.assertTrue(fits(race, self.schema), race)
            self.succeed("descend", self.write("race.json", race), "--out", self.path("out"))

    def test_schema_and_program_take_the_same(self):
        """Races of the fuzzers' corpus, of which some are wrong; what a schema cannot say is left out."""
        taken = 0
        beyond = ("far_start.json", "ragged_heights.json", "cut_off.json", "empty.json")
        for path in (SOURCE / "tests/fuzz/corpus/race").glob("*.json"):
            if path.name in beyond:
                continue
            with self.subTest(path=path.name):
                race = json.loads(path.read_text(encoding="utf-8"))
                if fits(race, self.schema):
                    taken += 1
                    self.succeed("descend", path, "--out", self.path("out"))
                else:
                    self.fail_with(2, path.name, "descend", path, "--out", self.path("none"))
        self.assertGreater(taken, 3)


def documented_commands():
    """Every line that begins with `ravine` in a ```sh block of README.md and docs/*.md."""
    for page in [SOURCE / "README.md", *sorted((SOURCE / "docs").glob("*.md"))]:
        for block in re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
            for line in block.splitlines():
                if line.startswith("ravine "):
                    yield page.name, line


class Commands(Case):
    def test_documented_commands_work(self):
        """In the order of the pages, in a folder that holds the assets."""
        shutil.copytree(SOURCE / "assets", self.path("assets"))
        found = list(documented_commands())
        self.assertGreater(len(found), 5)
        for page, line in found:
            with self.subTest(page=page, line=line):
                self.succeed(*shlex.split(line, comments=True)[1:], cwd=self.folder, timeout=200)


if __name__ == "__main__":
    unittest.main()
