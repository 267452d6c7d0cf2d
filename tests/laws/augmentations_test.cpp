#include "engine/data/augmentations.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/table.hpp"
#include "engine/data/input_noises.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr std::array<double, 2> centre = {0.5, -2};
const Point first = {1.25, 3, 7}, second = {-4, 0.5, 2};

RandomStream draws(std::uint64_t stream) { return {5, RandomPurpose::augmentation, stream}; }

Point moved(const Point& point, const Augmentation& augmentation, std::uint64_t stream) {
    RandomStream random = draws(stream);
    return augmented(point, augmentation, centre, random);
}

double distance(const Point& a, const Point& b) { return std::hypot(a.x1 - b.x1, a.x2 - b.x2); }
const Point middle = {centre[0], centre[1], 0};

/// Every row on its own, at half of its range at most.
Augmentation only(const AugmentationRow& row) {
    Augmentation augmentation;
    augmentation.*row.amount = row.setting().scale == Scale::choice ? 3 : std::min(1.0, row.setting().most / 2);
    if (row.id == "rotation") augmentation.rotation = 90;
    return augmentation;
}

struct Moments {
    double mean = 0, variance = 0, skewness = 0, kurtosis = 0;
};

template <class Draw>
Moments moments_of(Draw draw) {
    constexpr int count = 1'000'000;
    std::array<double, 5> sums{};
    for (int i = 0; i < count; ++i) {
        const double x = draw();
        double power = 1;
        for (double& sum : sums) {
            sum += power;
            power *= x;
        }
    }
    for (double& sum : sums) sum /= count;
    const double mean = sums[1], variance = sums[2] - mean * mean;
    const double third = sums[3] - 3 * mean * sums[2] + 2 * mean * mean * mean;
    const double fourth = sums[4] - 4 * mean * sums[3] + 6 * mean * mean * sums[2] - 3 * mean * mean * mean * mean;
    return {mean, variance, third / std::pow(variance, 1.5), fourth / (variance * variance)};
}

}  // namespace

TEST_CASE("every augmentation keeps labels, moves points, and is drawn anew from another stream") {
    for (const AugmentationRow& row : augmentations()) {
        INFO(row.id);
        const Augmentation augmentation = only(row);
        int others = 0, still = 0;
        for (std::uint64_t stream = 0; stream < 100; ++stream) {
            const Point there = moved(first, augmentation, stream);
            CHECK(there.target == first.target);
            CHECK(there == moved(first, augmentation, stream));
            others += there == moved(first, augmentation, stream + 1) ? 0 : 1;
            still += distance(there, first) < 1e-9 ? 1 : 0;
        }
        CHECK(others > 50);
        CHECK(still < 50);
        CHECK(moved(first, {}, 3) == first);
    }
}

TEST_CASE("rotation and reflection are isometries about the centre; scaling is a similarity in its range") {
    for (std::uint64_t stream = 0; stream < 1000; ++stream) {
        for (const Augmentation& isometry : {Augmentation{3, 0, 0, 0}, {0, 0, 180, 0}, {1, 0, 40, 0}}) {
            const Point a = moved(first, isometry, stream), b = moved(second, isometry, stream);
            CHECK_THAT(distance(a, b), WithinRel(distance(first, second), 1e-12));
            CHECK_THAT(distance(a, middle), WithinRel(distance(first, middle), 1e-12));
        }
        const Augmentation scaling{0, 0.3, 0, 0};
        const Point a = moved(first, scaling, stream), b = moved(second, scaling, stream);
        const double factor = distance(a, b) / distance(first, second);
        CHECK(factor >= 0.7);
        CHECK(factor <= 1.3);
        CHECK_THAT(distance(a, middle), WithinRel(factor * distance(first, middle), 1e-12));
    }
}

TEST_CASE("angles, factors and mirrorings are spread as their formulas say") {
    double least = 0, most = 0, squares = 0;
    std::array<int, 4> mirrored{};
    constexpr int count = 20'000;
    for (std::uint64_t stream = 0; stream < count; ++stream) {
        const Point there = moved({centre[0] + 1, centre[1], 0}, {0, 0, 30, 0}, stream);
        const double degrees = std::atan2(there.x2 - centre[1], there.x1 - centre[0]) * 180 / std::acos(-1.0);
        least = std::min(least, degrees);
        most = std::max(most, degrees);
        squares += degrees * degrees;
        const Point mirror = moved(first, {3, 0, 0, 0}, stream);
        ++mirrored[(mirror.x1 != first.x1 ? 1U : 0U) + (mirror.x2 != first.x2 ? 2U : 0U)];
    }
    CHECK(least == Approx(-30).margin(0.1));
    CHECK(most == Approx(30).margin(0.1));
    CHECK(squares / count == Approx(30 * 30 / 3.0).epsilon(0.03));  // of a uniform angle
    for (int times : mirrored) CHECK(times == Approx(count / 4).epsilon(0.05));
    const Point across = moved(first, {1, 0, 0, 0}, 0), up = moved(first, {2, 0, 0, 0}, 0);
    CHECK(across.x2 == first.x2);
    CHECK(up.x1 == first.x1);
}

TEST_CASE("jitter and the noises of inputs have the moments of their distributions") {
    RandomStream jitters = draws(1);
    const Moments jitter = moments_of([&] { return augmented({0, 0, 0}, {0, 0, 0, 0.5}, {0, 0}, jitters).x1; });
    CHECK(jitter.mean == Approx(0).margin(0.002));
    CHECK(jitter.variance == Approx(0.25).epsilon(0.01));
    for (const InputNoiseRow& row : input_noises()) {
        if (row.draw == nullptr) continue;
        INFO(row.id);
        RandomStream random(9, RandomPurpose::input_noise);
        const Moments noise = moments_of([&] { return row.draw(0.5, random); });
        CHECK(noise.mean == Approx(0).margin(0.002));
        CHECK(noise.variance == Approx(0.25).epsilon(0.01));
        CHECK(noise.skewness == Approx(0).margin(0.05));
        CHECK(noise.kurtosis == Approx(row.id == "laplacian" ? 6 : 3).epsilon(0.02));
    }
}

TEST_CASE("a curve takes jitter alone; the centre is the mean") {
    for (const AugmentationRow& row : augmentations()) CHECK(row.fits(Task::curve) == (row.id == "jitter"));
    CHECK(centre_of(std::vector<Point>{{1, 2, 0}, {3, 8, 1}}) == std::array<double, 2>{2, 5});
    CHECK(centre_of({}) == std::array<double, 2>{0, 0});
}
