#include <algorithm>

#include "engine/train/model.hpp"
#include "tests/unit/training_set_up.hpp"

using namespace ravine;

TEST_CASE("errors of numbers learn three classes, one output for each") {
    for (std::string_view id : {"mean_squared_error", "mean_absolute_error"}) {
        INFO(id);
        Scenario scenario = small_scenario();
        scenario.data.source = GeneratorSource{{"blobs", {3}}, 300, 0.1, 1};
        scenario.loss = standard_selection(*find_row(losses(), id));
        scenario.optimizer = {"adam", standard_values(find_row(optimizers(), "adam")->settings)};
        const auto trainer = make_trainer(scenario);
        REQUIRE(trainer->network().classes() == 3);
        CHECK(trainer->network().outputs() == 3);
        const double before = trainer->train_metrics().loss;
        train_epochs(*trainer, 60);
        CHECK(trainer->train_metrics().loss < 0.2 * before);
        CHECK(trainer->validation_metrics().accuracy > 0.97);
        ThreadPool pool(1);
        const std::vector<Point> points = trainer->model().data->of(Split::validation);
        const std::vector<double> p = predict(trainer->model(), points, pool);
        int right = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const auto first = p.begin() + std::ptrdiff_t(3 * i);
            CHECK_THAT(first[0] + first[1] + first[2], WithinAbs(1, 1e-6));
            right += std::max_element(first, first + 3) - first == std::ptrdiff_t(points[i].target);
        }
        CHECK_THAT(double(right) / double(points.size()), WithinAbs(trainer->validation_metrics().accuracy, 1e-12));
    }
}
