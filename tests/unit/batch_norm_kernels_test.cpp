#include "engine/network/batch_norm_kernels.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "tests/catch.hpp"
#include "tests/vector_widths.hpp"

using namespace ravine;

namespace {

/// Against the definitions in double precision, from the numbers as they are stored.
template <class Scalar>
void check_batch_sums(int units, int samples, double offset) {
    INFO(units << " units, " << samples << " samples about " << offset);
    const auto all = std::size_t(units * samples);
    std::vector<Scalar> z, y_gradient, mean(std::size_t(units), Scalar(99)), scale;
    for (std::size_t i = 0; i < all; ++i) z.push_back(Scalar(offset + std::sin(1.7 * double(i))));
    for (std::size_t i = 0; i < all; ++i) y_gradient.push_back(Scalar(std::cos(2.3 * double(i))));
    for (int unit = 0; unit < units; ++unit) scale.push_back(Scalar(1 + 0.2 * unit));
    std::vector<Scalar> variance = mean, gamma_gradient = mean, beta_gradient = mean;
    const auto kernels = batch_norm_kernels<Scalar>();
    kernels.measure(units, samples, z.data(), mean.data(), variance.data());
    kernels.parameter_gradient(units, samples, z.data(), mean.data(), scale.data(), y_gradient.data(),
                               gamma_gradient.data(), beta_gradient.data());
    const double epsilon = double(std::numeric_limits<Scalar>::epsilon());
    for (int unit = 0; unit < units; ++unit) {
        const auto i = std::size_t(unit);
        double sum = 0, squares = 0, of_gamma = 0, of_beta = 0;
        const auto place = [&](int sample) { return std::size_t(unit * samples + sample); };
        for (int k = 0; k < samples; ++k) sum += double(z[place(k)]) / samples;
        for (int k = 0; k < samples; ++k) squares += std::pow(double(z[place(k)]) - double(mean[i]), 2) / samples;
        for (int k = 0; k < samples; ++k) {
            of_beta += double(y_gradient[place(k)]);
            of_gamma += double(y_gradient[place(k)]) * (double(z[place(k)]) - double(mean[i])) * double(scale[i]);
        }
        CHECK_THAT(double(mean[i]), WithinAbs(sum, 4 * epsilon * (1 + std::abs(offset))));
        CHECK_THAT(double(variance[i]), WithinAbs(squares, 4 * epsilon));
        CHECK_THAT(double(gamma_gradient[i]), WithinAbs(of_gamma, 2 * epsilon * samples));
        CHECK_THAT(double(beta_gradient[i]), WithinAbs(of_beta, 2 * epsilon * samples));
    }
}

}  // namespace

TEMPLATE_TEST_CASE("batch normalisation takes its sums over all samples, in vectors of every width and for any batch",
                   "", float, double) {
    for (const vectors::Width width : test::all_widths()) {
        const test::OneWidth narrowed(width);
        INFO("width " << int(width));
        for (const int samples : {1, 3, 4, 7, 16, 19, 301})
            for (const double offset : {0.0, 1000.0}) check_batch_sums<TestType>(3, samples, offset);
    }
}
