#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "engine/compute/cpu/evaluation.hpp"
#include "engine/landscape/loss_plane.hpp"
#include "engine/landscape/planes/curvature.hpp"
#include "engine/train/trainer.hpp"
#include "tests/backend.hpp"
#include "tests/laws/landscape_model.hpp"
#include "tests/layer_cases.hpp"

using namespace ravine;

namespace {

double norm(std::span<const float> vector) {
    double sum = 0;
    for (float value : vector) sum += double(value) * double(value);
    return std::sqrt(sum);
}

double dot(std::span<const float> a, std::span<const float> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0, std::plus<>(),
                              [](float x, float y) { return double(x) * double(y); });
}

/// A path of `points` points to the model's parameters; position(t) with t from 1 down to 0 is its way off them.
template <class Position>
void add_path(Model& model, int points, const Position& position) {
    model.path.clear();
    for (int i = 0; i < points; ++i) {
        const double t = 1 - double(i) / (points - 1);
        model.path.push_back({static_cast<std::uint64_t>(10 * i), shared(position(*model.parameters, t))});
    }
    model.step = model.path.back().step;
}

/// A curve in many dimensions: each parameter goes its own way.
void add_winding_path(Model& model) {
    add_path(model, 20, [](std::vector<float> parameters, double t) {
        for (std::size_t i = 0; i < parameters.size(); ++i)
            parameters[i] +=
                static_cast<float>(t * std::sin(1.0 + double(i)) + 0.3 * t * (1 - t) * std::cos(2.0 * double(i)) +
                                   0.05 * std::sin(9 * t * double(1 + i % 5)));
        return parameters;
    });
}

LossPlane build(const Model& model, std::string_view id, int threads = 2) {
    ThreadPool pool(threads);
    Result<LossPlane> plane = build_plane(model, standard_selection(*find_row(planes(), id)), pool);
    REQUIRE(plane);
    return *plane;
}

std::string error_of(const Model& model, const Selection& selection) {
    ThreadPool pool(1);
    const Result<LossPlane> plane = build_plane(model, selection, pool);
    REQUIRE_FALSE(plane);
    return plane.error().message();
}

bool holds(const std::array<double, 4>& window, const PlanePoint& point) {
    return window[0] < point.a && point.a < window[1] && window[2] < point.b && point.b < window[3];
}

LossGrid evaluate(const Model& model, const LossPlane& plane, int columns, int rows, int threads) {
    ThreadPool pool(threads);
    const std::atomic<bool> cancelled = false;
    return evaluate_loss_grid(model, plane, columns, rows, pool, cancelled, tested_backend());
}

double training_loss(const Model& model, const std::vector<float>& parameters) {
    const auto samples = make_samples<float>(model.data->of(Split::train), model.inputs, model.network->loss(),
                                             Task::classify, model.network->classes());
    Evaluation<float> evaluation(model.network, std::make_shared<ThreadPool>(2), samples.count());
    return evaluation.metrics(parameters.data(), samples).loss;
}

}  // namespace

TEST_CASE("every plane goes through the model, and shows its path") {
    Model model = make_test_model({4, 3});
    add_winding_path(model);
    for (const PlaneRow& row : planes()) {
        INFO(row.id);
        const LossPlane plane = build(model, row.id);
        CHECK(plane.kind == row.id);
        CHECK(plane.origin == *model.parameters);
        const PlanePoint origin = project(plane, *model.parameters);
        CHECK(std::abs(origin.a) + std::abs(origin.b) + origin.off_plane < 1e-12);
        CHECK((plane.explained > 0 && plane.explained <= 1));
        CHECK_FALSE((plane.labels[0].empty() || plane.labels[1].empty()));
        for (const PlanePoint& point : project_path(plane, model.path)) CHECK(holds(plane.window, point));
    }
}

TEST_CASE("projecting finds what was put on a plane, also where the directions are not orthogonal") {
    Model model = make_test_model({4, 3});
    add_winding_path(model);
    for (const PlaneRow& row : planes()) {
        INFO(row.id);
        const LossPlane plane = build(model, row.id);
        const PlanePoint point = project(plane, moved(moved(*model.parameters, plane.first, 0.7), plane.second, -1.3));
        CHECK(point.a == Approx(0.7).margin(1e-5));
        CHECK(point.b == Approx(-1.3).margin(1e-5));
        CHECK(point.off_plane < 1e-5);
    }
    LossPlane skewed = build(model, "weights");
    skewed.second = moved(skewed.second, skewed.first, 3);  // 3·e₀ + e₁
    std::vector<float> target = *model.parameters;
    target[0] += 1;
    target[5] += 2;
    const PlanePoint point = project(skewed, target);
    CHECK(point.a == Approx(1).margin(1e-5));
    CHECK(point.b == Approx(0).margin(1e-5));
    CHECK(point.off_plane == Approx(2).margin(1e-5));
}

TEST_CASE("planes are about what is learned: running statistics are the model's everywhere on them") {
    Model model = make_layered_model({dense_layer(4), test::layer_of("batch_norm"), dense_layer(3)});
    const std::size_t learned = model.network->parameter_count();
    REQUIRE(model.parameters->size() == learned + 8);
    add_winding_path(model);  // the buffers wind, too
    for (const PlaneRow& row : planes()) {
        INFO(row.id);
        LossPlane plane = build(model, row.id);
        CHECK(plane.first.size() == learned);
        CHECK(plane.second.size() == learned);
        std::vector<float> other_buffers = *model.parameters;
        other_buffers.back() += 3;
        CHECK(project(plane, other_buffers).off_plane == 0);
        plane.window = {-1, 1, -1, 1};
        const LossGrid grid = evaluate(model, plane, 3, 3, 1);
        CHECK(double(grid.values[4]) == Approx(training_loss(model, *model.parameters)));
    }
}

TEST_CASE("parallel or empty directions leave the free coordinate at 0") {
    const Model model = make_test_model({3});
    LossPlane plane = build(model, "weights");
    plane.second = plane.first;
    std::vector<float> target = *model.parameters;
    target[0] += 2;
    target[1] += 1;
    CHECK(project(plane, target).a == Approx(2).margin(1e-6));
    CHECK(project(plane, target).b == 0);
    CHECK(project(plane, target).off_plane == Approx(1).margin(1e-6));
    plane.first.assign(plane.first.size(), 0.0f);
    CHECK(project(plane, target).a == 0);
    CHECK(project(plane, target).b == Approx(2).margin(1e-6));
}

TEST_CASE("random directions are as long as the network, row by row, and leave the biases") {
    const Model model = make_test_model({5, 4});
    const LossPlane plane = build(model, "random");
    for (const std::vector<float>* direction : {&plane.first, &plane.second})
        for (const ParameterBlock& block : model.network->blocks())
            for (std::size_t row = 0; row < std::size_t(block.rows); ++row) {
                const std::size_t columns = std::size_t(block.columns), start = block.offset + row * columns;
                const double length = norm(std::span(*direction).subspan(start, columns));
                const double weights = norm(std::span(*model.parameters).subspan(start, columns));
                CHECK(length == Approx(block.is_weight ? weights : 0).epsilon(1e-5));
            }
    CHECK(std::abs(dot(plane.first, plane.second)) < 0.6 * norm(plane.first) * norm(plane.second));
    ThreadPool pool(1);
    const Result<LossPlane> other = build_plane(model, {"random", {2}}, pool);
    REQUIRE(other);
    CHECK_FALSE(other->first == plane.first);
    CHECK(build(model, "random").first == plane.first);
}

TEST_CASE("a path that lies in a plane is explained by its principal components") {
    Model model = make_test_model({6, 5});
    const std::vector<float> u = random_vector(model.parameters->size(), 1), v = random_vector(u.size(), 2);
    add_path(model, 30, [&](const std::vector<float>& end, double t) {
        return moved(moved(end, u, t), v, 0.4 * std::sin(3 * t));
    });
    const LossPlane plane = build(model, "pca");
    CHECK(plane.explained == Approx(1).margin(1e-9));
    CHECK(norm(plane.first) == Approx(1).margin(1e-6));
    CHECK(norm(plane.second) == Approx(1).margin(1e-6));
    CHECK(std::abs(dot(plane.first, plane.second)) < 1e-6);
    for (const PlanePoint& point : project_path(plane, model.path)) CHECK(point.off_plane < 1e-4);
    const PlanePoint start = project_path(plane, model.path).front();
    CHECK(start.a < 0);
    CHECK(std::hypot(start.a, start.b) == Approx(norm(moved(*model.path[0].parameters, *model.parameters, -1))));
    CHECK_THAT(plane.labels[0], contains_text("PC 1"));
    CHECK_THAT(plane.labels[0], contains_text("of the motion"));
}

TEST_CASE("no plane explains more of a path than its principal components") {
    Model model = make_test_model({4, 3});
    add_winding_path(model);
    const double best = build(model, "pca").explained;
    CHECK((best > 0.5 && best < 1));
    for (const PlaneRow& row : planes()) CHECK(build(model, row.id).explained <= best + 1e-9);
}

TEST_CASE("a straight path has one principal component, and a window that is not flat") {
    Model model = make_test_model({4});
    const std::vector<float> u = random_vector(model.parameters->size(), 1);
    add_path(model, 5, [&](const std::vector<float>& end, double t) { return moved(end, u, 4 * t); });
    const LossPlane plane = build(model, "pca");
    CHECK(plane.explained == Approx(1).margin(1e-9));
    CHECK_THAT(plane.labels[0], contains_text("100 %"));
    CHECK(norm(plane.second) == Approx(1).margin(1e-6));
    CHECK(std::abs(dot(plane.first, plane.second)) < 1e-6);
    const double width = plane.window[1] - plane.window[0], height = plane.window[3] - plane.window[2];
    CHECK(width > 4 * norm(u));
    CHECK(height > 0.5 * width);
}

TEST_CASE("the share of the motion in a plane is what is left when the rest is taken away") {
    Model model = make_test_model({3});
    // Along e₀ by t, along e₅ by 2t: the weights plane 0, 1 sees 1 of 1 + 4.
    add_path(model, 9, [](std::vector<float> at, double t) {
        at[0] += static_cast<float>(t);
        at[5] += static_cast<float>(2 * t);
        return at;
    });
    CHECK(build(model, "weights").explained == Approx(0.2).epsilon(1e-5));
    model.path.clear();
    CHECK(build(model, "weights").explained == 0);
}

TEST_CASE("planes name what they cannot show") {
    Model model = make_test_model({3});
    CHECK_THAT(error_of(model, {"pca", {}}), contains_text("too few"));
    add_path(model, 5, [](const std::vector<float>& end, double) { return end; });
    CHECK_THAT(error_of(model, {"pca", {}}), contains_text("not moved"));
    CHECK_THAT(error_of(model, {"weights", {0, 1000}}), contains_text("plane.second") && contains_text("1000"));
    CHECK_THAT(error_of(model, {"weights", {2, 2}}), contains_text("same"));
    CHECK_THAT(error_of(model, {"pcaa", {}}), contains_text("random, pca"));
    model.parameters = shared(std::vector<float>(model.parameters->size(), 0.0f));
    CHECK_THAT(error_of(model, {"random", {1}}), contains_text("every weight is 0"));
    model.parameters = shared(std::vector<float>(model.parameters->size(), std::nanf("")));
    for (const PlaneRow& row : planes()) CHECK_THAT(error_of(model, standard_selection(row)), contains_text("finite"));
}

TEST_CASE("points of a path that are not finite do not spoil a plane") {
    Model model = make_test_model({3});
    add_winding_path(model);
    const LossPlane whole = build(model, "pca");
    model.path.insert(
        model.path.begin() + 3,
        {25, shared(std::vector<float>(model.parameters->size(), std::numeric_limits<float>::infinity()))});
    const LossPlane plane = build(model, "pca");
    CHECK(plane.first == whole.first);
    CHECK(plane.window == whole.window);
}

TEST_CASE("axes of a weights plane are named by layer, block and place") {
    const Model model = make_test_model({3});
    ThreadPool pool(1);
    const Result<LossPlane> plane = build_plane(model, {"weights", {3, 7}}, pool);
    REQUIRE(plane);
    CHECK(plane->labels[0] == "layer 1 weight [1, 1]");
    CHECK(plane->labels[1] == "layer 1 bias [1]");
    CHECK(plane->first[3] == 1);
    CHECK(norm(plane->first) == 1);
}

TEST_CASE("curvature agrees with the Hessian of second differences") {
    const std::vector<int> units = GENERATE(std::vector<int>{3}, std::vector<int>{6, 4});  // dense, and iterated
    Model model = make_test_model(units);
    auto network = Network<double>::build(model.scenario->network, 2, Task::classify, 2, model.scenario->loss);
    REQUIRE(network);
    const auto samples = make_samples<double>(model.data->of(Split::train), model.inputs, (*network)->loss(),
                                              Task::classify, (*network)->classes());
    Evaluation<double> evaluation(*network, std::make_shared<ThreadPool>(1), samples.count());
    const std::size_t n = model.parameters->size();
    const auto loss = [&](std::size_t i, double di, std::size_t j, double dj) {
        std::vector<double> at(model.parameters->begin(), model.parameters->end());
        at[i] += di;
        at[j] += dj;
        return evaluation.metrics(at.data(), samples).loss;
    };
    constexpr double h = 1e-4;
    Eigen::MatrixXd hessian(n, n);
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            hessian(Eigen::Index(i), Eigen::Index(j)) =
                (loss(i, h, j, h) - loss(i, h, j, -h) - loss(i, -h, j, h) + loss(i, -h, j, -h)) / (4 * h * h);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(hessian);

    ThreadPool pool(2);
    const auto curvature = curvature_plane::leading_curvature(model, pool);
    REQUIRE(curvature);
    for (int k = 0; k < 2; ++k) {
        const Eigen::Index column = Eigen::Index(n) - 1 - k;
        CHECK(curvature->values[std::size_t(k)] == Approx(solver.eigenvalues()[column]).margin(1e-5));
        const Eigen::Map<const Eigen::VectorXd> vector(curvature->vectors[std::size_t(k)].data(), Eigen::Index(n));
        CHECK(vector.norm() == Approx(1));
        CHECK((hessian * vector - solver.eigenvalues()[column] * vector).norm() < 1e-4);
    }
    CHECK_THAT(build(model, "curvature").labels[0], contains_text("λ₁ = "));
}

TEST_CASE("curvature is 0 on flat ground") {
    for (const std::vector<int>& units : {std::vector<int>{3}, std::vector<int>{9, 8}}) {
        Model model = make_test_model(units, 300, "relu");
        std::vector<float> dead = *model.parameters;
        for (const ParameterBlock& block : model.network->blocks())  // every unit is off for every point
            if (!block.is_weight && block.layer + 1 < model.network->depth())
                std::fill_n(dead.begin() + std::ptrdiff_t(block.offset), block.size(), -1000.0f);
        model.parameters = shared(dead);
        ThreadPool pool(1);
        const auto flat = curvature_plane::leading_curvature(model, pool);
        REQUIRE(flat);
        CHECK(flat->values[0] == Approx(0.25).epsilon(0.1));  // of the output's bias alone: p·(1 − p)
        CHECK(std::abs(flat->values[1]) < 1e-6);
    }
}

TEST_CASE("curvature that is not finite is an error") {
    for (int width : {1, 3}) {
        Model model = make_test_model(std::vector<int>(9, width), 300, "relu");  // 3e38⁹ overflows doubles
        model.parameters = shared(std::vector<float>(model.parameters->size(), 3e38f));
        CHECK_THAT(error_of(model, {"curvature", {}}), contains_text("finite number"));
    }
}

TEST_CASE("the loss grid holds the training loss, at its middle that of the model") {
    Model model = make_test_model({5, 4});
    add_winding_path(model);
    for (const PlaneRow& row : planes()) {
        INFO(row.id);
        LossPlane plane = build(model, row.id);
        plane.window = {-1, 1, -2, 2};
        const LossGrid grid = evaluate(model, plane, 5, 7, 2);
        REQUIRE(grid.values.size() == 35);
        CHECK(grid.values[3 * 5 + 2] == static_cast<float>(training_loss(model, *model.parameters)));
        CHECK(grid.a(0) == -1);
        CHECK(grid.a(4) == 1);
        CHECK(grid.b(6) == 2);
        const auto corner = moved(moved(*model.parameters, plane.first, 1), plane.second, -2);
        CHECK(grid.values[4] == Approx(training_loss(model, corner)).epsilon(1e-4));
    }
}

TEST_CASE("planes and grids have the same bits for any number of threads") {
    Model model = make_test_model({8, 8}, 1500);
    add_winding_path(model);
    for (const PlaneRow& row : planes()) {
        INFO(row.id);
        const LossPlane plane = build(model, row.id, 1);
        const LossGrid grid = evaluate(model, plane, 6, 5, 1);
        for (int threads : {2, 5}) {
            const LossPlane again = build(model, row.id, threads);
            CHECK(again.first == plane.first);
            CHECK(again.second == plane.second);
            CHECK(evaluate(model, again, 6, 5, threads).values == grid.values);
        }
    }
}

TEST_CASE("a loss that is not finite stays in the grid, and the rest is there") {
    Model model = make_test_model({4});
    LossPlane plane = build(model, "weights");
    plane.window = {-1, 1, -1, 1};
    plane.first[0] = std::numeric_limits<float>::infinity();
    const LossGrid grid = evaluate(model, plane, 3, 3, 1);
    CHECK(std::isnan(grid.values[1]));  // 0 · ∞
    plane.first.assign(plane.first.size(), 0.0f);
    for (float value : evaluate(model, plane, 3, 3, 1).values) CHECK(std::isfinite(value));
}

TEST_CASE("a cancelled grid says that it is incomplete") {
    const Model model = make_test_model({4});
    ThreadPool pool(2);
    const std::atomic<bool> cancelled = true;
    CHECK(evaluate_loss_grid(model, build(model, "random"), 8, 8, pool, cancelled, tested_backend()).columns == 0);
}

TEST_CASE("a grid around a trained network has the trainer's loss in its middle, for every loss of two classes") {
    for (const LossRow& loss : losses()) {
        if (!loss.fits(Task::classify, 2)) continue;
        INFO(loss.id);
        Scenario scenario = standard_scenario();
        scenario.loss = standard_selection(loss);
        const auto trainer = Trainer<float>::create(scenario, ".", tested_machine(2));
        REQUIRE(trainer);
        for (int step = 0; step < 60; ++step) REQUIRE((*trainer)->step(0));
        const Model model = (*trainer)->model();
        const double expected = (*trainer)->evaluate((*trainer)->parameters(), Split::train).loss;
        for (const PlaneRow& row : planes()) {
            INFO(row.id);
            LossPlane plane = build(model, row.id);
            CHECK(plane.explained > 0);
            plane.window = {-1, 1, -1, 1};
            CHECK(evaluate(model, plane, 3, 3, 2).values[4] == static_cast<float>(expected));
        }
    }
}
