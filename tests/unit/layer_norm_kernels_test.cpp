#include "engine/network/layer_norm_kernels.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "tests/catch.hpp"
#include "tests/vector_widths.hpp"

using namespace ravine;

namespace {

constexpr double epsilon = 1e-5;

/// Of one layer: numbers about `offset`, and what comes back to it.
template <class Scalar>
struct Norm {
    int units, samples;
    double offset;
    std::vector<Scalar> z, y_gradient, gamma, beta, mean, scale, y, z_gradient, gamma_gradient, beta_gradient;

    Norm(int unit_count, int sample_count, double about) : units(unit_count), samples(sample_count), offset(about) {
        const auto all = std::size_t(units * samples);
        for (std::size_t i = 0; i < all; ++i) z.push_back(Scalar(offset + std::sin(1.7 * double(i))));
        for (std::size_t i = 0; i < all; ++i) y_gradient.push_back(Scalar(std::cos(2.3 * double(i))));
        for (int unit = 0; unit < units; ++unit) gamma.push_back(Scalar(1 + 0.1 * unit)), beta.push_back(Scalar(unit));
        mean = scale = std::vector<Scalar>(std::size_t(samples));
        y = z_gradient = std::vector<Scalar>(all);
        gamma_gradient = beta_gradient = std::vector<Scalar>(std::size_t(units));
        const auto kernels = layer_norm_kernels<Scalar>();
        kernels.forward({units, samples}, z.data(), gamma.data(), beta.data(), Scalar(epsilon), mean.data(),
                        scale.data(), y.data());
        kernels.parameter_gradient({units, samples}, z.data(), mean.data(), scale.data(), y_gradient.data(),
                                   gamma_gradient.data(), beta_gradient.data());
        kernels.input_gradient({units, samples}, z.data(), mean.data(), scale.data(), gamma.data(), y_gradient.data(),
                               z_gradient.data());
    }

    std::size_t place(int unit, int sample) const { return std::size_t(unit * samples + sample); }
};

/// The definitions, in double precision from the numbers as they are stored.
template <class Scalar>
void check_sample(const Norm<Scalar>& norm, int sample, double tolerance) {
    const auto at = [&](const std::vector<Scalar>& matrix, int unit) {
        return double(matrix[norm.place(unit, sample)]);
    };
    double mean = 0, variance = 0, mean_g = 0, mean_along = 0;
    for (int unit = 0; unit < norm.units; ++unit) mean += at(norm.z, unit) / norm.units;
    for (int unit = 0; unit < norm.units; ++unit) variance += std::pow(at(norm.z, unit) - mean, 2) / norm.units;
    const double scale = 1 / std::sqrt(variance + epsilon);
    const auto normalised = [&](int unit) { return (at(norm.z, unit) - mean) * scale; };
    const auto g = [&](int unit) { return double(norm.gamma[std::size_t(unit)]) * at(norm.y_gradient, unit); };
    for (int unit = 0; unit < norm.units; ++unit) {
        mean_g += g(unit) / norm.units;
        mean_along += g(unit) * normalised(unit) / norm.units;
    }
    for (int unit = 0; unit < norm.units; ++unit) {
        const double y = double(norm.gamma[std::size_t(unit)]) * normalised(unit) + unit;
        CHECK_THAT(at(norm.y, unit), WithinAbs(y, tolerance * (1 + std::abs(y))));
        const double gradient = (g(unit) - mean_g - normalised(unit) * mean_along) * scale;
        CHECK_THAT(at(norm.z_gradient, unit), WithinAbs(gradient, 20 * tolerance));
    }
}

template <class Scalar>
void check_norm(int units, int samples, double offset, double tolerance) {
    INFO(units << " units, " << samples << " samples about " << offset);
    const Norm<Scalar> norm(units, samples, offset);
    for (int sample = 0; sample < samples; ++sample) check_sample(norm, sample, tolerance);
    for (int unit = 0; unit < units; ++unit) {
        double of_gamma = 0, of_beta = 0;
        for (int sample = 0; sample < samples; ++sample) {
            const double gradient = double(norm.y_gradient[norm.place(unit, sample)]);
            of_beta += gradient;
            of_gamma +=
                gradient * (double(norm.y[norm.place(unit, sample)]) - unit) / double(norm.gamma[std::size_t(unit)]);
        }
        CHECK_THAT(double(norm.beta_gradient[std::size_t(unit)]), WithinAbs(of_beta, tolerance * samples));
        CHECK_THAT(double(norm.gamma_gradient[std::size_t(unit)]), WithinAbs(of_gamma, tolerance * samples));
    }
}

}  // namespace

TEMPLATE_TEST_CASE("layer normalisation computes its definition, in vectors of every width and for any sizes", "",
                   float, double) {
    const double tolerance = 40 * double(std::numeric_limits<TestType>::epsilon());
    for (const vectors::Width width : test::all_widths()) {
        const test::OneWidth narrowed(width);
        INFO("width " << int(width));
        for (int units : {2, 3, 32, 101})
            for (int samples : {1, 7, 8, 9, 40}) check_norm<TestType>(units, samples, 0, tolerance);
    }
}

TEST_CASE("layer normalisation in single precision finds small differences about a large mean") {
    const Norm<float> norm(64, 16, 3000);  // whose numbers are stored with steps of 0.00024
    for (int sample = 0; sample < 16; ++sample) check_sample(norm, sample, 1e-3);
}

TEST_CASE("layer normalisation of numbers that are all the same gives β, and of one that is none shows it") {
    for (const double offset : {0.1, 1e8}) {
        Norm<float> norm(5, 9, 0);
        norm.z.assign(norm.z.size(), float(offset));
        norm.z[norm.place(2, 4)] = std::nanf("");
        layer_norm_kernels<float>().forward({5, 9}, norm.z.data(), norm.gamma.data(), norm.beta.data(), float(epsilon),
                                            norm.mean.data(), norm.scale.data(), norm.y.data());
        for (int sample = 0; sample < 9; ++sample)
            for (int unit = 0; unit < 5; ++unit) {
                const float y = norm.y[norm.place(unit, sample)];
                CHECK((sample == 4 ? std::isnan(y) : y == norm.beta[std::size_t(unit)]));
            }
    }
}
