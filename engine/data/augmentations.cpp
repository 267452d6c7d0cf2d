#include "engine/data/augmentations.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engine/core/table.hpp"

namespace ravine {

namespace {

using Place = std::array<double, 2>;

/// Which coordinates change sign: by the setting's choice, each with probability ½.
void reflect(Place& place, double amount, RandomStream& random) {
    const auto axes = static_cast<unsigned>(amount);
    for (unsigned axis = 0; axis < 2; ++axis)
        if ((axes >> axis & 1U) != 0 && random.below(2) == 1) place[axis] = -place[axis];
}

void scale(Place& place, double amount, RandomStream& random) {
    const double factor = random.uniform(1 - amount, 1 + amount);
    for (double& coordinate : place) coordinate *= factor;
}

void rotate(Place& place, double amount, RandomStream& random) {
    const double angle = random.uniform(-amount, amount) * std::numbers::pi / 180;
    const double cosine = std::cos(angle), sine = std::sin(angle);
    place = {cosine * place[0] - sine * place[1], sine * place[0] + cosine * place[1]};
}

void jitter(Place& place, double amount, RandomStream& random) {
    for (double& coordinate : place) coordinate += amount * random.normal();
}

constexpr std::array<std::string_view, 4> reflections = {"none", "horizontal", "vertical", "both"};

constexpr Setting reflection_setting = {
    "reflection",
    "Reflection",
    "",
    "Which coordinates are mirrored, every other time: x₁ (horizontal), x₂ or both.",
    0,
    0,
    3,
    Scale::choice,
    reflections};
constexpr Setting scaling_setting = {
    "scaling", "Scaling", "a", "Points move away from the middle or towards it, by factors from 1 − a to 1 + a.",
    0,         0,         0.9};
constexpr Setting rotation_setting = {
    "rotation",    "Rotation", "a", "Points turn about the middle, by at most this angle to either side.", 0, 0, 180,
    Scale::linear, {},         "°"};
constexpr Setting jitter_setting = {"jitter", "Jitter", "a", "Standard deviation of what is added to each coordinate.",
                                    0,        0,        100, Scale::logarithmic};

constexpr std::array augmentation_rows = {
    AugmentationRow{"reflection",
                    "Reflection",
                    "x₁ ← 2c₁ − x₁ with probability ½; likewise x₂\nc: mean of the training points",
                    "Krizhevsky et al. 2012, ImageNet classification",
                    {&reflection_setting, 1},
                    &Augmentation::reflection,
                    false,
                    reflect},
    AugmentationRow{"scaling",
                    "Scaling",
                    "x ← c + s·(x − c),  s uniform in [1 − a, 1 + a)\nc: mean of the training points",
                    "Simard, Steinkraus & Platt 2003, Best practices for convolutional neural networks",
                    {&scaling_setting, 1},
                    &Augmentation::scaling,
                    false,
                    scale},
    AugmentationRow{"rotation",
                    "Rotation",
                    "x ← c + R(φ)·(x − c),  φ uniform in [−a, a)\nc: mean of the training points",
                    "Simard, Steinkraus & Platt 2003, Best practices for convolutional neural networks",
                    {&rotation_setting, 1},
                    &Augmentation::rotation,
                    false,
                    rotate},
    AugmentationRow{"jitter",
                    "Jitter",
                    "x ← x + a·N(0, 1) in each coordinate",
                    "Sietsma & Dow 1991, Creating artificial neural networks that generalize",
                    {&jitter_setting, 1},
                    &Augmentation::jitter,
                    true,
                    jitter},
};

constexpr bool ids_are_keys() {
    return std::ranges::all_of(augmentation_rows, [](const AugmentationRow& row) {
        return row.settings.size() == 1 && row.settings[0].key == row.id && row.settings[0].standard == 0;
    });
}

static_assert(is_sound_table(std::span<const AugmentationRow>(augmentation_rows)));
static_assert(ids_are_keys());

}  // namespace

std::span<const AugmentationRow> augmentations() { return augmentation_rows; }

Point augmented(const Point& point, const Augmentation& augmentation, const std::array<double, 2>& centre,
                RandomStream& random) {
    Place place = {point.x1 - centre[0], point.x2 - centre[1]};
    for (const AugmentationRow& row : augmentation_rows)
        if (const double amount = augmentation.*row.amount; amount != 0) row.move(place, amount, random);
    return {centre[0] + place[0], centre[1] + place[1], point.target};
}

std::array<double, 2> centre_of(std::span<const Point> points) {
    std::array<double, 2> sum = {0, 0};
    for (const Point& point : points) {
        sum[0] += point.x1;
        sum[1] += point.x2;
    }
    const double count = std::max<double>(1, double(points.size()));
    return {sum[0] / count, sum[1] / count};
}

}  // namespace ravine
