#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "engine/core/setting.hpp"
#include "engine/network/losses.hpp"
#include "tests/catch.hpp"
#include "tests/vector_widths.hpp"

using namespace ravine;

namespace {

constexpr float untouched = 77;

struct LossBatch {
    int units, count, stride;
    std::vector<float> outputs, targets;

    LossBatch(int classes, int of_units, int samples, int of_stride)
        : units(of_units), count(samples), stride(of_stride), outputs(std::size_t(units * stride), untouched) {
        for (int i = 0; i < count; ++i) {
            for (int k = 0; k < units; ++k) outputs[std::size_t(k * stride + i)] = 2 * std::sin(float(7 * i + 3 * k));
            targets.push_back(classes > 0 ? float(i % classes) : std::cos(float(i)));
        }
    }
    std::vector<float> sample(int i) const {
        std::vector<float> own;
        for (int k = 0; k < units; ++k) own.push_back(outputs[std::size_t(k * stride + i)]);
        return own;
    }
};

/// A batch's losses and gradients are those of its samples alone.
void check_batch(const LossRow& row, const LossBatch& batch) {
    const std::vector<double> settings = standard_values(row.settings);
    const float scale = 0.25f;
    const std::size_t numbers = batch.outputs.size();
    std::vector<float> gradient(numbers + 1, untouched);
    const double sum = row.single.value_and_gradient(batch.outputs.data(), batch.targets.data(), gradient.data(),
                                                     batch.units, batch.count, batch.stride, scale, settings.data());
    CHECK(gradient.back() == untouched);
    CHECK(sum == row.single.value(batch.outputs.data(), batch.targets.data(), batch.units, batch.count, batch.stride,
                                  settings.data()));
    double expected_sum = 0;
    for (int i = 0; i < batch.stride; ++i) {
        std::vector<float> expected(std::size_t(batch.units), 0.f);
        if (i < batch.count)
            expected_sum += row.single.value_and_gradient(batch.sample(i).data(), &batch.targets[std::size_t(i)],
                                                          expected.data(), batch.units, 1, 1, scale, settings.data());
        for (int k = 0; k < batch.units; ++k)
            CHECK_THAT(gradient[std::size_t(k * batch.stride + i)],
                       WithinAbs(expected[std::size_t(k)], i < batch.count ? 1e-6 : 0));
    }
    CHECK_THAT(sum, WithinAbs(expected_sum, 1e-6 * std::abs(expected_sum)));
}

}  // namespace

TEST_CASE("a batch's losses and gradients are those of its samples, 0 behind them, whatever their number and stride") {
    for (const vectors::Width width : test::all_widths()) {
        const test::OneWidth one(width);
        for (const LossRow& row : losses())
            for (const int classes : {0, 2, 3}) {
                const Task task = classes > 0 ? Task::classify : Task::regress;
                if (!row.fits(task, classes)) continue;
                for (const int count : {1, 7, 10, 16, 17, 70})
                    for (const int stride : {count, count + 2, count + 40}) {
                        INFO(row.id << ", " << classes << " classes, " << count << " samples, stride " << stride);
                        check_batch(row, {classes, row.units(task, classes), count, stride});
                    }
            }
    }
}
