#include "engine/network/activations.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include "tests/catch.hpp"

using namespace ravine;

namespace {

struct Case {
    const ActivationRow* row;
    std::vector<double> settings;
};

/// Every activation with its usual settings, and with each of them at its least and at its largest.
std::vector<Case> all_activation_cases() {
    std::vector<Case> cases;
    for (const ActivationRow& row : activations()) {
        cases.push_back({&row, standard_values(row.settings)});
        for (std::size_t i = 0; i < row.settings.size(); ++i)
            for (double value : {row.settings[i].least, row.settings[i].most}) {
                cases.push_back({&row, standard_values(row.settings)});
                cases.back().settings[i] = value;
            }
    }
    return cases;
}

std::string name_of(const Case& each) {
    std::string name(each.row->id);
    for (double value : each.settings) name += " " + std::to_string(value);
    return name;
}

/// Away from the kinks of ReLU and its kin, where there is no derivative to compare with.
std::vector<double> sample_points() {
    std::vector<double> points;
    for (double z = -8.01; z < 8; z += 0.0625) points.push_back(z);
    return points;
}

template <class Scalar>
Scalar value(const Case& each, Scalar z) {
    Scalar a = 0;
    each.row->kernels<Scalar>().forward(&z, &a, 1, 1, each.settings.data());
    return a;
}

template <class Scalar>
Scalar derivative(const Case& each, Scalar z) {
    const Scalar a = value(each, z);
    Scalar gradient = 1;
    each.row->kernels<Scalar>().backward(&z, &a, &gradient, 1, 1, each.settings.data());
    return gradient;
}

Case case_of(std::string_view id, std::vector<double> settings = {}) {
    return {find_row(activations(), id), std::move(settings)};
}

}  // namespace

TEST_CASE("every activation's derivative agrees with central differences") {
    for (const Case& each : all_activation_cases()) {
        INFO(name_of(each));
        for (double z : sample_points()) {
            INFO(z);
            const double h = 1e-5, difference = (value(each, z + h) - value(each, z - h)) / (2 * h);
            REQUIRE_THAT(derivative(each, z), WithinAbs(difference, 1e-9));
        }
    }
}

TEST_CASE("every activation is the same in float and in double, up to rounding") {
    for (const Case& each : all_activation_cases()) {
        INFO(name_of(each));
        for (double z : sample_points()) {
            INFO(z);
            const double exact = value(each, double(float(z)));
            REQUIRE_THAT(double(value(each, float(z))), WithinRel(exact, 1e-6) || WithinAbs(exact, 1e-30));
            REQUIRE_THAT(double(derivative(each, float(z))), WithinAbs(derivative(each, double(float(z))), 2e-6));
        }
    }
}

TEST_CASE("activations multiply the gradient that comes in, and work in place") {
    for (const Case& each : all_activation_cases()) {
        INFO(name_of(each));
        const std::vector<float> z = {-2, -0.5f, 0.25f, 1, 3, -1, 0.75f};
        std::vector<float> a = z;
        each.row->single.forward(a.data(), a.data(), 1, int(a.size()), each.settings.data());
        std::vector<float> gradient(z.size(), 2.0f);
        each.row->single.backward(z.data(), a.data(), gradient.data(), 1, int(z.size()), each.settings.data());
        for (std::size_t i = 0; i < z.size(); ++i) {
            CHECK(a[i] == value(each, z[i]));
            CHECK(gradient[i] == 2 * derivative(each, z[i]));
        }
    }
}

TEST_CASE("every activation's gradient through a column of units agrees with central differences") {
    constexpr int units = 4, samples = 3;
    std::vector<double> z, weights;  // of each output in a sum that is differentiated
    for (int i = 0; i < units * samples; ++i) {
        z.push_back(2.01 * std::sin(1.7 * i + 0.3));
        weights.push_back(std::cos(2.9 * i));
    }
    for (const Case& each : all_activation_cases()) {
        INFO(name_of(each));
        const auto sum = [&] {
            std::vector<double> a(z.size());
            each.row->precise.forward(z.data(), a.data(), units, samples, each.settings.data());
            return std::inner_product(a.begin(), a.end(), weights.begin(), 0.0);
        };
        std::vector<double> a(z.size()), gradient = weights;
        each.row->precise.forward(z.data(), a.data(), units, samples, each.settings.data());
        each.row->precise.backward(z.data(), a.data(), gradient.data(), units, samples, each.settings.data());
        for (std::size_t i = 0; i < z.size(); ++i) {
            const double h = 1e-5, middle = z[i];
            z[i] = middle + h;
            const double above = sum();
            z[i] = middle - h;
            const double difference = (above - sum()) / (2 * h);
            z[i] = middle;
            CHECK_THAT(gradient[i], WithinAbs(difference, 1e-9));
        }
    }
}

TEST_CASE("softmax makes probabilities of the units of each sample, however large these are") {
    const std::vector<float> z = {1, 1e4f, 2, -1e4f, 3, 0};
    std::vector<float> a(z.size());
    case_of("softmax").row->single.forward(z.data(), a.data(), 3, 2, nullptr);
    CHECK_THAT(a[0], WithinAbs(0.09003057, 1e-7));
    CHECK_THAT(a[2], WithinAbs(0.24472847, 1e-7));
    CHECK_THAT(a[4], WithinAbs(0.66524096, 1e-7));
    CHECK(std::vector<float>{a[1], a[3], a[5]} == std::vector<float>{1, 0, 0});
}

TEST_CASE("activations stay finite at the ends and do not hide what is not a number") {
    for (const Case& each : all_activation_cases()) {
        INFO(name_of(each));
        for (float z : {-3e38f, -1e4f, -88.0f, 88.0f, 1e4f, 3e38f}) {
            INFO(z);
            CHECK(std::isfinite(value(each, z)));
            CHECK(std::isfinite(derivative(each, z)));
        }
        CHECK(std::isnan(value(each, std::numeric_limits<float>::quiet_NaN())));
        CHECK(std::isnan(value(each, std::numeric_limits<double>::quiet_NaN())));
    }
}

TEST_CASE("an activation that says its floor holds up what is below it and changes nothing else") {
    for (const Case& each : all_activation_cases()) {
        if (!each.row->floor) continue;
        INFO(name_of(each));
        for (double z : sample_points()) CHECK(value(each, z) == std::max(z, *each.row->floor));
    }
    CHECK(find_row(activations(), "relu")->floor == 0.0);
}

TEST_CASE("activations take their known values") {
    const auto of = [](std::string_view id, double z, std::vector<double> settings = {}) {
        return value(case_of(id, std::move(settings)), z);
    };
    CHECK_THAT(of("sigmoid", 0), WithinAbs(0.5, 1e-15));
    CHECK_THAT(of("sigmoid", -6), WithinRel(0.0024726231566347743, 1e-12));
    CHECK_THAT(of("tanh", 1), WithinRel(0.7615941559557649, 1e-12));
    CHECK(of("relu", -3) == 0);
    CHECK(of("relu", 3) == 3);
    CHECK(of("linear", -3) == -3);
    CHECK_THAT(of("leaky_relu", -3, {0.2}), WithinRel(-0.6, 1e-15));
    CHECK_THAT(of("elu", -1, {2}), WithinRel(-1.2642411176571153, 1e-14));
    CHECK_THAT(of("selu", -1), WithinRel(-1.1113307378125625, 1e-12));
    CHECK_THAT(of("gelu", 1), WithinRel(0.8413447460685429, 1e-14));
    CHECK_THAT(of("silu", 1), WithinRel(0.7310585786300049, 1e-14));
    CHECK_THAT(of("softplus", 0), WithinRel(0.6931471805599453, 1e-14));
    CHECK_THAT(of("sine", 0.5), WithinRel(0.479425538604203, 1e-14));
    CHECK(of("hard_tanh", -1.5) == -1);
    CHECK(of("hard_tanh", 0.5) == 0.5);
    for (std::string_view id : {"relu", "hard_tanh"}) CHECK(derivative(case_of(id), id == "relu" ? 0.0 : 1.0) == 0);
}

TEST_CASE("activations reach their limits far out, in float as in double") {
    for (double z : {20., 100., 1e4, 1e30, 3e38}) {
        INFO(z);
        for (std::string_view id : {"gelu", "silu", "softplus"}) {
            INFO(id);
            CHECK_THAT(double(value(case_of(id), float(z))), WithinRel(double(float(z)), 1e-7));
            CHECK_THAT(value(case_of(id), z), WithinRel(z, 1e-7));
            CHECK_THAT(double(value(case_of(id), float(-z))), WithinAbs(0, 1e-7));
            CHECK_THAT(value(case_of(id), -z), WithinAbs(0, 1e-7));
            CHECK_THAT(derivative(case_of(id), float(z)), WithinAbs(1, 1e-6));
            CHECK_THAT(derivative(case_of(id), float(-z)), WithinAbs(0, 1e-6));
        }
        CHECK(value(case_of("elu", {1}), float(-z)) < -0.999999f);
        CHECK(std::abs(value(case_of("sine"), float(z))) <= 1);
    }
}

TEST_CASE("the sine of large numbers is as right in float as in double") {
    const Case sine = case_of("sine");
    for (float z = 10; z < 1e6f; z *= 1.37f) {
        INFO(z);
        CHECK_THAT(double(value(sine, z)), WithinAbs(std::sin(double(z)), 1e-7));
        CHECK_THAT(double(derivative(sine, z)), WithinAbs(std::cos(double(z)), 1e-7));
    }
}
