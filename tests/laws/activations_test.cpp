#include "engine/network/activations.hpp"

#include <limits>
#include <vector>

#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// Away from the kink of ReLU, where there is no derivative to compare with.
std::vector<double> sample_points() {
    std::vector<double> points;
    for (double z = -8.01; z < 8; z += 0.0625) points.push_back(z);
    return points;
}

template <class Scalar>
Scalar value(const ActivationRow& row, Scalar z) {
    const std::vector<double> settings = standard_values(row.settings);
    Scalar a = 0;
    row.kernels<Scalar>().forward(&z, &a, 1, settings.data());
    return a;
}

template <class Scalar>
Scalar derivative(const ActivationRow& row, Scalar z) {
    const std::vector<double> settings = standard_values(row.settings);
    const Scalar a = value(row, z);
    Scalar gradient = 1;
    row.kernels<Scalar>().backward(&z, &a, &gradient, 1, settings.data());
    return gradient;
}

}  // namespace

TEST_CASE("every activation's derivative agrees with central differences") {
    for (const ActivationRow& row : activations()) {
        INFO(row.id);
        for (double z : sample_points()) {
            INFO(z);
            const double h = 1e-5, difference = (value(row, z + h) - value(row, z - h)) / (2 * h);
            REQUIRE_THAT(derivative(row, z), WithinAbs(difference, 1e-9));
        }
    }
}

TEST_CASE("every activation is the same in float and in double, up to rounding") {
    for (const ActivationRow& row : activations()) {
        INFO(row.id);
        for (double z : sample_points()) {
            INFO(z);
            const double exact = value(row, double(float(z)));
            REQUIRE_THAT(double(value(row, float(z))), WithinRel(exact, 1e-6) || WithinAbs(exact, 1e-30));
            REQUIRE_THAT(double(derivative(row, float(z))), WithinAbs(derivative(row, double(float(z))), 2e-6));
        }
    }
}

TEST_CASE("activations multiply the gradient that comes in, and work in place") {
    for (const ActivationRow& row : activations()) {
        INFO(row.id);
        const std::vector<double> settings = standard_values(row.settings);
        const std::vector<float> z = {-2, -0.5f, 0.25f, 1, 3, -1, 0.75f};
        std::vector<float> a = z;
        row.single.forward(a.data(), a.data(), a.size(), settings.data());
        std::vector<float> gradient(z.size(), 2.0f);
        row.single.backward(z.data(), a.data(), gradient.data(), z.size(), settings.data());
        for (std::size_t i = 0; i < z.size(); ++i) {
            CHECK(a[i] == value(row, z[i]));
            CHECK(gradient[i] == 2 * derivative(row, z[i]));
        }
    }
}

TEST_CASE("activations stay finite at the ends and do not hide what is not a number") {
    for (const ActivationRow& row : activations()) {
        INFO(row.id);
        for (float z : {-3e38f, -1e4f, -88.0f, 88.0f, 1e4f, 3e38f}) {
            INFO(z);
            CHECK(std::isfinite(value(row, z)));
            CHECK(std::isfinite(derivative(row, z)));
        }
        CHECK(std::isnan(value(row, std::numeric_limits<float>::quiet_NaN())));
        CHECK(std::isnan(value(row, std::numeric_limits<double>::quiet_NaN())));
    }
}

TEST_CASE("activations take their known values") {
    const auto of = [](std::string_view id, double z) { return value(*find_row(activations(), id), z); };
    CHECK_THAT(of("sigmoid", 0), WithinAbs(0.5, 1e-15));
    CHECK_THAT(of("sigmoid", -6), WithinRel(0.0024726231566347743, 1e-12));
    CHECK_THAT(of("tanh", 1), WithinRel(0.7615941559557649, 1e-12));
    CHECK(of("relu", -3) == 0);
    CHECK(of("relu", 3) == 3);
    CHECK(of("linear", -3) == -3);
    CHECK(derivative(*find_row(activations(), "relu"), 0.0) == 0);
}
