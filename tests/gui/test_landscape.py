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
