#include "engine/landscape/goal_search.hpp"

#include <cmath>
#include <random>

#include "tests/catch.hpp"

using namespace ravine;

namespace {

std::optional<std::size_t> searched_whole(const std::vector<RaceStep>& steps, std::size_t points, double wanted) {
    for (std::size_t i = 0; i < points; ++i)
        if (steps[i].loss <= wanted) return i;
    return {};
}

}  // namespace

TEST_CASE("the goal is found where a search of the whole path finds it, whatever has been asked before") {
    RaceSpecification specification = standard_race();
    Race race = Race::create(specification).value();
    GoalSearch goals;
    std::mt19937 engine(1);
    int found = 0;
    RaceResult result = race.result(20).value();
    for (int time = 0; time < 500; ++time) {
        if (engine() % 20 == 0) result = race.result(20 + engine() % 400).value();
        if (engine() % 100 == 0) {  // another race
            specification.start = {-3.0 - double(engine() % 2), 1};
            race = Race::create(specification).value();
            result = race.result(50).value();
        }
        const std::size_t racer = engine() % result.paths.size();
        const std::vector<RaceStep>& steps = result.paths[racer].steps;
        const std::size_t points = 1 + engine() % steps.size();
        for (double wanted : {1e-3, std::pow(10.0, double(engine() % 5) - 4), 1e-3}) {
            const auto first = goals.first_at(result, racer, points, wanted);
            CHECK(first == searched_whole(steps, points, wanted));
            found += first.has_value();
        }
    }
    CHECK(found > 100);
}
