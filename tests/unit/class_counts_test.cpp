#include "tests/unit/training_set_up.hpp"

using namespace ravine;

TEST_CASE("two to ten classes are learned, one output each, with probabilities that add up to 1") {
    for (int classes = 2; classes <= most_classes; ++classes) {
        INFO(classes << " classes");
        Scenario scenario = small_scenario();
        scenario.data = {GeneratorSource{{"blobs", {double(classes)}}, 60 * classes, 0.02, 1}, 0.3, 1};
        scenario.network.layers = {dense_layer(16)};
        scenario.loss = {"categorical_cross_entropy", {}};
        scenario.optimizer.values[0] = 0.03;
        const auto trainer = make_trainer(scenario);
        CHECK(trainer->network().outputs() == classes);
        train_epochs(*trainer, 120);
        CHECK(trainer->validation_metrics().accuracy > 0.9);
        ThreadPool pool(1);
        const std::vector<Point> points = {{1, 2, 0}, {-3, 0.5, 0}};
        const std::vector<double> predictions = predict(trainer->model(), points, pool);
        REQUIRE(predictions.size() == points.size() * std::size_t(classes));
        for (std::size_t i = 0; i < points.size(); ++i) {
            double sum = 0;
            for (int k = 0; k < classes; ++k) sum += predictions[i * std::size_t(classes) + std::size_t(k)];
            CHECK(sum == Approx(1));
        }
    }
}

TEST_CASE("losses for two classes say what to take for more") {
    Scenario scenario = small_scenario();
    scenario.data = {GeneratorSource{{"blobs", {7}}, 70, 0.02, 1}, 0.3, 1};
    scenario.loss = {"hinge", {0}};
    const auto trainer = Trainer<float>::create(scenario, ".", std::make_shared<ThreadPool>(1));
    REQUIRE(!trainer);
    CHECK(
        trainer.error().message() ==
        "loss: 'hinge' is for two classes, and the data has 7 classes; the usual loss here: categorical_cross_entropy");
}
