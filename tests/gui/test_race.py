"""A race in the hands of a person: the start dragged, the timeline scrubbed, formulas typed, ground painted, racers
renamed, many of them at once, the lines of a step walked through, and what is drawn over the surface."""

import csv
import json
import math
import subprocess

import support


class Race(support.LandscapeCase):
    def type_formula(self, text):
        self.window.click("surface.formula")
        self.window.key("ctrl+a")
        self.window.type(text)

    def test_start_is_dragged_and_paths_follow(self):
        window = self.window
        window.drag("top_view.timeline", [(0.05, 0.5), (0.4, 0.5)])
        self.wait_race(lambda race: race["steps"] > 20, "a step in the middle of the timeline")
        window.settle()
        before = self.screen.colours(window.place("top_view.top_view"))
        window.drag("top_view.top_view", [(0.1, 0.2), (0.3, 0.3), (0.6, 0.7), (0.8, 0.8)])
        moved = self.wait_race(
            lambda race: race["start"][0] > 1 and race["start"][1] < -0.5, "the start where it was dragged")
        self.assertGreater(moved["steps"], 20, "dragging the start does not restart the clock")
        window.settle()
        self.picture("race-1-start-dragged")
        self.assertGreater(before, 2000)

    def test_timeline(self):
        window = self.window
        for share in (0.9, 0.2, 0.6):
            window.click("top_view.timeline", share)
            self.wait_race(lambda race: abs(race["steps"] - 100 * share) <= 2, f"step {100 * share}")
        window.key("Left")
        self.wait_race(lambda race: 57 <= race["steps"] <= 61, "one step back")
        before = self.race()["steps"]
        window.key("shift+Left")
        self.wait_race(lambda race: race["steps"] == before - 10, "ten steps back")
        window.click("top.step_back")
        self.wait_race(lambda race: race["steps"] == before - 11, "one step back by the button")
        self.assertEqual(self.race()["furthest"], 90)

    def test_formula(self):
        window = self.window
        window.click("surface.surface.formula")
        window.place("surface.formula")
        self.type_formula("(x-1)^2 + b*(y+1)^2")
        self.wait_race(lambda race: race["formula"] == "(x-1)^2 + b*(y+1)^2", "the formula")
        self.assertIsNone(self.race()["unreadable_formula"])
        window.drag("surface.b", [(0.6, 0.5), (0.9, 0.5)])
        window.click("top_view.timeline", 0.9)
        self.wait_race(lambda race: race["steps"] > 80, "the race on it")
        window.settle()
        self.picture("race-2-formula")
        self.assertGreater(self.screen.colours(window.place("top_view.top_view")), 2000, "the heights are not seen")

    def test_nasty_formulas(self):
        window = self.window
        window.click("surface.surface.formula")
        window.place("surface.formula")
        for text in ("1/0", "sqrt(-1)", "sqrt(x)", "1/x", "log(x*y)"):
            self.type_formula(text)
            self.wait_race(lambda race, text=text: race["formula"] == text, text)
            window.settle()
        self.picture("race-3-undefined-formula")
        for text in ("sinn(x)", "x + * y", "(x", "x ) y", "1.2.3"):
            self.type_formula(text)
            self.wait_race(lambda race, text=text: race["unreadable_formula"] == text, f"{text} told to be wrong")
            self.assertNotEqual(self.race()["formula"], text, "the surface is still the last that could be read")
        window.settle()
        self.picture("race-4-wrong-formula")

    def test_formula_of_ten_thousand_characters(self):
        window = self.window
        window.click("surface.surface.formula")
        window.place("surface.formula")
        self.type_formula("x*x+y*y+x+")  # ten characters, then doubled by the clipboard
        length = 10
        while length < 10_000:
            window.key("ctrl+a", "ctrl+c", "End", "ctrl+v")
            length *= 2
            self.wait_race(
                lambda race, length=length: len(race["unreadable_formula"] or "") == length, f"{length} characters")
        window.settle()
        self.picture("race-5-long-formula")
        self.type_formula("x^2 + y^2")
        self.wait_race(lambda race: race["formula"] == "x^2 + y^2", "a short formula again")

    def test_painting(self):
        window = self.window
        window.click("surface.surface.painted")
        window.place("surface.tool.valley")
        window.drag("top_view.top_view", [(0.5, 0.5), (0.55, 0.5), (0.6, 0.55), (0.65, 0.6)])
        self.wait_race(lambda race: race["painted_heights"] == 49, "painted ground")
        window.click("surface.tool.bump")
        window.click("top_view.top_view", 0.3, 0.3)
        self.wait_race(lambda race: race["bumps"] == 1, "a bump")
        window.click("top_view.top_view", 0.7, 0.2)
        self.wait_race(lambda race: race["bumps"] == 2, "two bumps")
        window.click("top_view.top_view", 0.7, 0.2, 3)
        self.wait_race(lambda race: race["bumps"] == 1, "one bump again")
        window.click("top_view.timeline", 0.9)
        window.settle()
        self.picture("race-6-painted")

    def plane_place(self, across, down):
        """Of a place in the top view, and how far apart two pixels are there."""
        left, top, right, bottom = self.window.place("top_view.top_view")
        x_least, x_most, y_least, y_most = self.race()["window"]
        return ((x_least + across * (x_most - x_least), y_most - down * (y_most - y_least)),
                ((x_most - x_least) / (right - left), (y_most - y_least) / (bottom - top)))

    def check_bump(self, across, down):
        """The ground has one bump there, and the race is run on it; returns the losses."""
        race = self.save("race_json", ".json")
        paths = self.save("paths_csv", ".csv")
        ground = json.loads(race.read_text(encoding="utf-8"))["race"]["surface"]
        self.assertEqual(len(ground["bumps"]), 1)
        bump, (place, pixel) = ground["bumps"][0], self.plane_place(across, down)
        for coordinate, wanted, apart in zip(bump["at"], place, pixel):
            self.assertAlmostEqual(coordinate, wanted, delta=2 * apart)
        self.check_descend(race, paths)
        with open(paths, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            x, y = float(row["x"]), float(row["y"])
            away = (x - bump["at"][0]) ** 2 + (y - bump["at"][1]) ** 2
            gaussian = bump["height"] * math.exp(-away / (2 * bump["width"] ** 2))
            self.assertAlmostEqual(float(row["loss"]), 0.5 * ground["bowl"] * (x * x + y * y) + gaussian, places=9)
        return [row["loss"] for row in rows]

    def test_bump_is_dragged_and_paths_follow(self):
        window = self.window
        window.click("surface.surface.painted")
        window.click("surface.tool.bump")
        window.click("top_view.timeline", 0.9)
        window.click("top_view.top_view", 0.3, 0.35)
        self.wait_race(lambda race: race["bumps"] == 1, "a bump")
        window.settle()
        losses = self.check_bump(0.3, 0.35)
        window.settle()
        before = self.screen.pixels(window.place("relief.panel"))
        window.drag("top_view.top_view", [(0.3, 0.35), (0.34, 0.4), (0.45, 0.5), (0.6, 0.55)])
        window.settle()
        self.picture("race-10-bump-dragged")
        self.assertNotEqual(self.screen.pixels(window.place("relief.panel")), before, "the ground is drawn anew")
        self.assertNotEqual(self.check_bump(0.6, 0.55), losses)
        self.assertEqual(self.race()["bumps"], 1, "it is dragged, and no other one put there")

    def test_slice_of_the_playground(self):
        window = self.window
        window.click("top.playground")
        window.click("top.play")
        window.wait(lambda state: state["epoch"] > 20, "some training")
        window.click("top.play")
        window.settle()
        window.click("loss_surface.race_on_it")
        window.wait(lambda state: state["workspace"] == "landscape" and state["race"]["is_network"], "the slice")
        window.click("top_view.timeline", 0.9)
        window.settle()
        self.picture("race-9-network")
        self.assertGreater(self.screen.colours(window.place("top_view.top_view")), 2000, "the loss is not seen")
        paths = self.save("paths_csv", "ravine-paths-network-s-loss.csv")
        self.check_descend(self.save("race_json", "ravine-race-network-s-loss.json"), paths)

    def test_ten_racers(self):
        window = self.window
        count = len(self.race()["racers"])
        while count < 12:
            window.settle()  # the longer list moves the button out of sight a frame later
            window.click(window_name(window, "racers.add_racer"))
            count += 1
            self.wait_race(lambda race, count=count: len(race["racers"]) == count, f"{count} racers")
        window.click("top.play")
        self.wait_race(lambda race: race["steps"] >= 30, "the race of twelve")
        window.click("top.play")
        window.settle()
        self.picture("race-7-twelve-racers")

    def test_walk_through_the_lines(self):
        window = self.window
        window.click("standing.standing2")
        self.wait_race(lambda race: race["selected"] == 2, "Adam chosen")
        for line in range(7):
            window.click(window_name(window, "numbers.line"))
            self.wait_race(lambda race, line=line: race["lit_line"] == line, f"line {line}")
        window.settle()
        self.picture("race-8-lines")
        window.click("numbers.line")
        self.wait_race(lambda race: race["lit_line"] == 0 and race["steps"] == 1, "the step taken")

    def test_walk_through_the_lines_of_a_line_search(self):
        racers = [{"optimizer": {"type": "lbfgs"}}]
        file = self.window.folder / "lbfgs.json"
        file.write_text(json.dumps({"race": {"surface": {"type": "rosenbrock"}, "racers": racers}, "steps": 3}))
        self.window.stop()
        window = self.window = self.start(str(file))
        self.wait_race(lambda race: race["steps"] == 3, "the race opened")
        for line in range(12):
            window.click("numbers.line")
            self.wait_race(lambda race, line=line: race["lit_line"] == line, f"line {line}")
        window.settle()
        self.picture("race-10-lines-of-a-search")
        self.assertEqual(self.race()["steps"], 3)
        window.click("numbers.line")
        self.wait_race(lambda race: race["lit_line"] == 12, "the difference, which is the last line")
        window.click("numbers.line")
        self.wait_race(lambda race: race["lit_line"] == 0 and race["steps"] == 4, "the step taken")

    def views(self):
        self.window.settle()
        return [self.screen.pixels(self.window.place(name)) for name in ("top_view.top_view", "relief.relief")]

    def test_overlays_are_seen_from_above_and_in_space(self):
        window = self.window
        window.click("top_view.timeline", 0.12)
        self.wait_race(lambda race: race["steps"] == 12, "step 12")
        window.point_at("standing.panel", 0.5, 0.02)  # no tooltip over the views
        before = self.views()
        for overlay in ("step", "ghost", "gradient", "path"):
            window.click(f"numbers.overlay.{overlay}")
            window.point_at("standing.panel", 0.5, 0.02)
            after = self.views()
            for view, one, other in zip(("top view", "3D view"), before, after):
                changed = sum(a != b for a, b in zip(one, other))
                self.assertGreater(changed, 60, f"{overlay} in the {view}")
                self.assertLess(changed, 0.2 * len(one), f"{overlay} in the {view}")
            before = after
        self.picture("race-9-overlays")

    def test_views_are_saved_as_they_are_shown(self):
        window = self.window
        window.click("top_view.timeline", 0.6)
        self.wait_race(lambda race: race["steps"] == 60, "step 60")
        window.settle()
        name = "quadratic-ravine"
        for entry, file in (("relief", f"ravine-3d-view-{name}"), ("top_view", f"ravine-top-view-{name}")):
            self.check_picture(entry, file, ["Quadratic ravine", "start", "x", "y", "SGD", "Momentum", "Adam"])
        shapes = (window.folder / f"ravine-3d-view-{name}.svg").read_text(encoding="utf-8")
        self.assertLess(len(shapes), 2_000_000)
        self.assertGreater(shapes.count("<path"), 3000, "the surface's cells")
        colours = ("#e69f00", "#56b4e9", "#009e73")
        for colour in colours:
            self.assertIn(f'fill="none" stroke="{colour}"', shapes)
        window.click("numbers.overlay.path")
        window.settle()
        without = self.save("top_view_svg", f"ravine-top-view-{name}-2.svg").read_text(encoding="utf-8")
        with_paths = (window.folder / f"ravine-top-view-{name}.svg").read_text(encoding="utf-8")
        for colour in colours:
            strokes = [text.count(f'fill="none" stroke="{colour}"') for text in (with_paths, without)]
            self.assertGreater(strokes[0], strokes[1], f"the path of {colour}")

    def test_name_and_start_of_its_own(self):
        window = self.window
        window.click("racers.own_start")
        self.wait_race(lambda race: race["own_starts"][0] is not None, "a start of its own")
        window.point_at("racers.racer0.select", 0.3, 0.3)
        window.act(4, "click", "--repeat", "2", "--delay", "60", "1")
        window.key("ctrl+a")
        window.type("Zigzag")
        window.key("Return")
        self.wait_race(lambda race: race["names"][0] == "Zigzag", "the new name")

    def test_race_is_saved_and_opened_again(self):
        window = self.window
        window.drag("top_view.top_view", [(0.1, 0.2), (0.3, 0.3), (0.65, 0.72)])
        window.click("top_view.timeline", 0.7)
        self.wait_race(lambda race: race["steps"] > 60, "a later step")
        window.settle()
        file = self.save("race_json", "ravine-race-quadratic-ravine.json")
        shown, saved = self.race(), json.loads(file.read_text(encoding="utf-8"))
        self.assertEqual(saved["steps"], shown["steps"])
        self.assertEqual(saved["race"]["start"], shown["start"])
        paths = self.save("paths_csv", "ravine-paths-quadratic-ravine.csv")
        self.check_descend(file, paths)
        window.stop()

        again = self.start(str(file))
        race = again.wait(lambda state: state["workspace"] == "landscape", "the race opened")["race"]
        self.assertEqual(race, {**shown, **{key: race[key] for key in ("furthest", "window", "pointed")}})
        again.settle()
        self.picture("race-9-opened")

    def check_descend(self, race, paths):
        """`ravine descend` writes the window's paths, letter by letter."""
        out = self.folder / "paths"
        subprocess.run([support.PROGRAM, "descend", race, "--out", out], check=True, timeout=60, capture_output=True)
        with open(paths, newline="", encoding="utf-8") as file:
            shown = list(csv.reader(file))[1:]
        run = []
        for path, racer in zip(sorted(out.iterdir()), self.race()["names"]):
            with open(path, newline="", encoding="utf-8") as file:
                run += [[racer, *row] for row in list(csv.reader(file))[1:]]
        self.assertEqual([row[:7] for row in shown], run)
        self.assertEqual(len(run), len(self.race()["names"]) * (self.race()["steps"] + 1))


def window_name(window, name):
    """Of a control that may have to be scrolled to first."""
    window.reach(name)
    return name


if __name__ == "__main__":
    support.run_tests()
