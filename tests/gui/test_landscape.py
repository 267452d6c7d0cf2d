"""The Landscape with a real pointer: another surface, another start, a race, its pause and steps, κ, another racer."""

import csv

import support


class Landscape(support.LandscapeCase):
    def drop_start(self, across, down):
        before = self.race()["start"]
        self.window.click("top_view.top_view", across, down)
        return self.wait_race(lambda race: race["start"] != before, "the start where it was dropped")["start"]

    def test_race(self):
        window = self.window
        window.click("surface.surface.rosenbrock")
        self.wait_race(lambda race: race["surface"] == "rosenbrock", "Rosenbrock's surface")
        upper_right = self.drop_start(0.75, 0.25)
        lower_left = self.drop_start(0.25, 0.75)
        self.assertLess(lower_left[0], upper_right[0])
        self.assertLess(lower_left[1], upper_right[1])
        window.settle()
        self.picture("landscape-1-start")
        self.assertGreater(self.screen.colours(window.place("top_view.top_view")), 2000, "the heights are not seen")

        window.click("top.play")
        self.wait_race(lambda race: race["is_racing"] and race["steps"] >= 20, "twenty steps")
        window.click("top.play")
        paused = self.wait_race(lambda race: not race["is_racing"], "the pause")["steps"]
        self.picture("landscape-2-paused")
        window.click("top.step")
        self.wait_race(lambda race: race["steps"] == paused + 1, "one step")
        window.key("Right")
        self.wait_race(lambda race: race["steps"] == paused + 2, "one step by the arrow key")
        window.key("shift+Right")
        self.wait_race(lambda race: race["steps"] == paused + 12, "ten steps by shift and arrow")
        window.key("r")
        self.wait_race(lambda race: race["steps"] == 0, "the start by R")

    def test_condition_number(self):
        self.window.click("surface.surface.quadratic_ravine")
        before = self.race()["settings"][0]
        self.window.drag("surface.condition_number", [(0.5, 0.5), (0.7, 0.5), (0.9, 0.5)])
        self.wait_race(lambda race: race["settings"][0] > 2 * before, "a much larger condition number")
        self.picture("landscape-3-condition-number")

    def test_racers(self):
        window, before = self.window, self.race()["racers"]
        window.click("racers.add_racer")
        more = self.wait_race(lambda race: len(race["racers"]) == len(before) + 1, "one racer more")["racers"]
        self.assertEqual(more[:-1], before)
        window.click("top.play")
        self.wait_race(lambda race: race["steps"] >= 10, "the race of all racers")
        self.picture("landscape-4-more-racers")
        window.click("racers.racer0.remove")
        self.wait_race(lambda race: race["racers"] == more[1:], "the first racer gone")

    def camera(self):
        return self.race()["camera"]

    def turn(self, *places, button=1):
        """Drags over the 3D view; the camera before and after."""
        before = self.camera()
        self.window.drag("relief.relief", places, button)
        return before, self.wait_race(lambda race: race["camera"] != before, "another camera")["camera"]

    def test_relief(self):
        window = self.window
        window.settle()
        home = self.camera()
        self.assertGreater(self.screen.colours(window.place("relief.relief")), 2000, "the surface is not seen")
        before, after = self.turn((0.6, 0.5), (0.5, 0.5), (0.4, 0.5))
        self.assertGreater(after["azimuth"], before["azimuth"] + 0.3)
        self.assertAlmostEqual(after["elevation"], before["elevation"])
        before, after = self.turn((0.5, 0.1), (0.5, 0.5), (0.5, 0.95))
        self.assertGreater(after["elevation"], before["elevation"] + 0.3)
        self.assertLess(after["elevation"], 1.5708)
        before, after = self.turn((0.5, 0.95), (0.5, 0.5), (0.5, 0.05))
        before, after = self.turn((0.5, 0.95), (0.5, 0.5), (0.5, 0.06))
        self.assertGreater(after["elevation"], 0)
        self.picture("landscape-5-relief-turned")
        before, after = self.turn((0.5, 0.5), (0.6, 0.5), button=2)
        self.assertNotEqual(after["target"], before["target"])
        self.assertEqual(after["azimuth"], before["azimuth"])

        before = self.camera()
        window.click("relief.relief", 0.5, 0.5, 4)
        self.wait_race(lambda race: race["camera"]["distance"] < 0.95 * before["distance"], "a nearer camera")
        window.act(4, "click", "--repeat", "2", "--delay", "60", "1")
        self.wait_race(lambda race: race["camera"] == home, "the first camera by a double click")
        self.turn((0.6, 0.5), (0.5, 0.5))
        window.key("Home")
        self.wait_race(lambda race: race["camera"] == home, "the first camera by Home")

    def test_linked_views(self):
        window = self.window
        window.settle()
        window.point_at("top_view.top_view", 0.5, 0.5)
        middle = self.wait_race(lambda race: race["pointed"] is not None, "the place in the top view")["pointed"]
        self.assertAlmostEqual(middle[0], 0, delta=0.05)
        self.assertAlmostEqual(middle[1], 0, delta=0.05)
        window.point_at("relief.relief", 0.5, 0.5)
        place = self.wait_race(lambda race: race["pointed"] not in (None, middle), "the place in the 3D view")["pointed"]
        self.assertLess(abs(place[0]) + abs(place[1]), 4)
        self.picture("landscape-6-linked-views")
        window.point_at("surface.panel", 0.5, 0.95)
        self.wait_race(lambda race: race["pointed"] is None, "no place")

    def test_zoom(self):
        """As far in as sixty clicks go, and back."""
        window = self.window
        window.click("surface.surface.rosenbrock")
        window.settle()
        home = self.race()["window"]
        left, top, right, bottom = window.place("top_view.top_view")
        across, down = 0.3, 0.6
        window.point_at("top_view.top_view", across, down)
        window.act(60, "click", "--repeat", "60", "--delay", "10", "4")
        factor = 0.88 ** 60
        seen = self.wait_race(
            lambda race: race["window"][1] - race["window"][0] < (home[1] - home[0]) * factor * 1.001,
            "a window a two-thousandth as wide")["window"]
        x = home[0] + (home[1] - home[0]) * across
        y = home[3] - (home[3] - home[2]) * down
        pixel = (home[1] - home[0]) / (right - left)
        self.assertAlmostEqual((seen[1] - seen[0]) / (home[1] - home[0]), factor, delta=0.001 * factor)
        self.assertAlmostEqual((seen[0] * (1 - across) + seen[1] * across), x, delta=1.5 * pixel)
        self.assertAlmostEqual((seen[3] * (1 - down) + seen[2] * down), y, delta=1.5 * pixel)
        window.settle()
        self.assertGreater(self.screen.colours((left, top, right, bottom)), 500, "the heights are not seen")
        self.picture("landscape-7-zoomed")
        window.act(4, "click", "--repeat", "2", "--delay", "30", "2")
        self.assertEqual(self.wait_race(lambda race: race["window"] == home, "the whole surface")["window"], home)

    def test_scales_and_shade(self):
        window = self.window
        window.click("surface.surface.himmelblau")
        pictures = []
        for control, holds in ((None, lambda race: True),
                               ("top_view.log_heights", lambda race: not race["logarithmic_heights"]),
                               ("top_view.shade", lambda race: race["shades_heights"]),
                               ("top_view.log_heights", lambda race: race["logarithmic_heights"])):
            if control:
                window.click(control)
            self.wait_race(holds, f"{control} switched")
            window.settle()
            pictures.append(self.screen.pixels(window.place("top_view.top_view")))
        for one, other in ((0, 1), (1, 2), (2, 3), (0, 3)):
            different = sum(a != b for a, b in zip(pictures[one], pictures[other])) / len(pictures[one])
            self.assertGreater(different, 0.3, f"pictures {one} and {other}")

    def test_saving(self):
        """Pictures as shapes and paths as numbers, of the race as it is; nothing is overwritten."""
        window = self.window
        window.click("surface.surface.himmelblau")
        self.wait_race(lambda race: race["surface"] == "himmelblau", "Himmelblau's surface")
        window.click("top.step")
        steps = self.wait_race(lambda race: race["steps"] == 1, "a step")["steps"]
        window.settle()
        self.check_picture("top_view", "top-view-himmelblau", ["Himmelblau", "start", "x", "y"])
        self.check_picture("race_loss", "loss-by-step-himmelblau", ["Loss by step", "step"])
        for name, unit in (("evaluation", "evaluations of loss or gradient"), ("time", "time in µs, measured")):
            window.click(f"race_loss.view.by_{name}")
            self.check_picture("race_loss", f"loss-by-{name}-himmelblau", [f"Loss by {name}", unit])
        first = self.save("paths_csv", "ravine-paths-himmelblau.csv")
        second = self.save("paths_csv", "ravine-paths-himmelblau-2.csv")
        self.assertEqual(first.read_bytes(), second.read_bytes())
        with open(first, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        racers = list(dict.fromkeys(row["racer"] for row in rows))
        self.assertEqual(len(racers), len(self.race()["racers"]))
        self.assertEqual(list(rows[0]), ["racer", "step", "x", "y", "loss", "gx", "gy", "evaluations"])
        for racer in racers:
            path = [row for row in rows if row["racer"] == racer]
            self.assertEqual([int(row["step"]) for row in path], list(range(steps + 1)))
            self.assertEqual([float(path[0]["x"]), float(path[0]["y"])], self.race()["start"])
            for row in path:
                x, y = float(row["x"]), float(row["y"])
                self.assertAlmostEqual(float(row["loss"]), (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2, places=9)

    def test_typed_setting(self):
        window = self.window
        window.point_at("surface.condition_number")
        window.act(4, "click", "--repeat", "2", "--delay", "60", "1")
        window.place("surface.condition_number.entry")
        window.type("64")
        window.key("Return")
        self.wait_race(lambda race: race["settings"][0] == 64, "the number that was typed")


if __name__ == "__main__":
    support.run_tests()
