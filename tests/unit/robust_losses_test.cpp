#include <cmath>

#include "engine/core/table.hpp"
#include "engine/network/losses.hpp"
#include "tests/unit/training_set_up.hpp"

using namespace ravine;

namespace {

/// y = x on 41 points, four of which at the right end stand 6 too high; a line is fitted.
Scenario line_with_outliers(std::string_view loss) {
    Scenario scenario = small_scenario();
    PointsSource source;
    for (int i = -20; i <= 20; ++i) source.points.push_back({i / 20.0, 0, i / 20.0 + (i > 16 ? 6 : 0)});
    scenario.task = Task::curve;
    scenario.data = {source, 0, 1};
    scenario.features = {"x1"};
    scenario.network.layers = {};
    scenario.loss = standard_selection(*find_row(losses(), loss));
    scenario.optimizer = {"sgd", {0.05}};
    scenario.batch_size = 41;
    return scenario;
}

/// How far the fitted line is from y = x in the middle, after so many epochs from y = 0.
double offset(std::string_view loss) {
    const auto trainer = make_trainer<double>(line_with_outliers(loss));
    REQUIRE(trainer->set_parameters(std::vector<double>{0, 0}));
    train_epochs(*trainer, 3000);
    return std::abs(trainer->parameters()[1]);
}

}  // namespace

TEST_CASE("outliers pull a line fitted by squares far from the points, and less the more robust the loss is") {
    const double squares = offset("mean_squared_error");
    CHECK_THAT(squares, WithinAbs(6.0 * 4 / 41, 1e-3));  // the mean of what they stand too high
    CHECK(offset("lp") < 0.8 * squares);
    for (const char* loss : {"huber", "fair", "cauchy", "mean_absolute_error"}) {
        INFO(loss);
        CHECK(offset(loss) < 0.5 * squares);
    }
    CHECK(offset("tukey") < 1e-3);  // the outliers have no influence at all
}
