#pragma once
// The table of augmentations: random moves of raw points that leave the label right. Training sees each point moved
// anew in every step; validation, metrics and pictures see the points as they are.

#include <array>
#include <span>
#include <string_view>

#include "engine/core/random.hpp"
#include "engine/core/setting.hpp"
#include "engine/data/dataset.hpp"

namespace ravine {

/// How much of each row of augmentations(); 0 is off.
struct Augmentation {
    double reflection = 0;  ///< index into the choices of its setting
    double scaling = 0;     ///< a: factors from 1 − a to 1 + a
    double rotation = 0;    ///< degrees to either side
    double jitter = 0;      ///< standard deviation, in the units of the coordinates

    bool operator==(const Augmentation&) const = default;
};

/// The id is the key of a scenario's "augmentation".
struct AugmentationRow {
    std::string_view id;
    std::string_view label;
    std::string_view formula;
    std::string_view source;
    std::span<const Setting> settings;  ///< one: how much
    double Augmentation::*amount;
    bool fits_curves;  ///< the others move points of the plane; for a curve's y they would not be right
    /// Moves (x₁, x₂), given from the centre of the training points.
    void (*move)(std::array<double, 2>& place, double amount, RandomStream& random);

    const Setting& setting() const { return settings.front(); }
    bool fits(Task task) const { return task != Task::curve || fits_curves; }
};

/// In the order in which they are applied.
std::span<const AugmentationRow> augmentations();

/// The point moved by every row that is on; its target stays. The draws come from `random`.
Point augmented(const Point& point, const Augmentation& augmentation, const std::array<double, 2>& centre,
                RandomStream& random);

/// The mean of the points; (0, 0) of none.
std::array<double, 2> centre_of(std::span<const Point> points);

}  // namespace ravine
