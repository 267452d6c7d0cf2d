"""The Landscape with a real pointer: another surface, another start, a race, its pause and steps, κ, another racer."""

import support


class Landscape(support.Case):
    def setUp(self):
        super().setUp()
        self.window = self.start()
        self.window.click("top.landscape")
        self.window.wait(lambda state: state["workspace"] == "landscape", "the Landscape")

    def race(self):
        return self.window.state()["race"]

    def wait_race(self, holds, words):
        return self.window.wait(lambda state: holds(state["race"]), words)["race"]

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
