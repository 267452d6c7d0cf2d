#include "engine/core/vector_loop.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/network/activations.hpp"
#include "engine/optimize/optimizers.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr int value_count = 203;

std::vector<float> numbers(float phase) {
    std::vector<float> values;
    for (int i = 0; i < value_count; ++i) values.push_back(5 * std::sin(1.7f * float(i) + phase));
    return values;
}

std::vector<std::uint32_t> bits(const std::vector<float>& values) {
    std::vector<std::uint32_t> bits;
    for (const float value : values) bits.push_back(std::bit_cast<std::uint32_t>(value));
    return bits;
}

}  // namespace

TEST_CASE("activations have the same bits in the widest vectors and number by number") {
    for (const ActivationRow& row : activations()) {
        if (row.id == "softmax") continue;  // takes the units together
        INFO(row.id);
        const std::vector<double> settings = standard_values(row.settings);
        const std::vector<float> z = numbers(0);
        std::vector<float> together(z.size()), gradient = numbers(1), alone = together, alone_gradient = gradient;
        row.single.forward(z.data(), together.data(), 1, value_count, settings.data());
        row.single.backward(z.data(), together.data(), gradient.data(), 1, value_count, settings.data());
        for (int i = 0; i < value_count; ++i) {
            row.single.forward(&z[std::size_t(i)], &alone[std::size_t(i)], 1, 1, settings.data());
            row.single.backward(&z[std::size_t(i)], &alone[std::size_t(i)], &alone_gradient[std::size_t(i)], 1, 1,
                                settings.data());
        }
        CHECK(bits(together) == bits(alone));
        CHECK(bits(gradient) == bits(alone_gradient));
    }
}

TEST_CASE("first-order optimizers have the same bits in the widest vectors and number by number") {
    for (const OptimizerRow& row : optimizers()) {
        if (row.asks_objective()) continue;
        INFO(row.id);
        const std::vector<double> settings = standard_values(row.settings);
        std::vector<float> together = numbers(0), alone = together;
        OptimizerState<float> of_all(row, settings, together.size());
        std::vector<OptimizerState<float>> of_each(together.size(), {row, settings, 1});
        for (int step = 0; step < 3; ++step) {
            const std::vector<float> gradient = numbers(float(step) + 1);
            of_all.update(together, gradient, 1);
            for (std::size_t i = 0; i < alone.size(); ++i)
                of_each[i].update(std::span(alone).subspan(i, 1), std::span(gradient).subspan(i, 1), 1);
        }
        CHECK(bits(together) == bits(alone));
    }
}
