#pragma once
// Which height has which colour.

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "app/pictures/axis.hpp"

namespace ravine {

/// From the least of some heights to the largest, evenly in the height or in the logarithm of what it is above a floor.
class HeightScale {
  public:
    HeightScale() = default;
    HeightScale(double least, double most, bool logarithmic, double floor);
    /// Of heights of which some may not be finite: those do not count.
    template <class Number>
    static HeightScale of(std::span<const Number> heights, bool logarithmic, double floor);

    /// 0 for the lowest shown, 1 for the highest, and for what is not finite.
    double share(double height) const;
    double height(double share) const;

    bool logarithmic() const { return logarithmic_; }
    double floor() const { return floor_; }
    double least() const { return least_; }  ///< of the finite heights
    double most() const { return most_; }
    /// True where what tells the heights apart are roundings.
    bool is_flat() const { return is_flat_; }
    /// What the axis counts: "f", or "f − min f" above a floor.
    std::string name(std::string_view quantity) const;
    /// What is shown: heights, on a logarithmic scale those above the floor.
    Axis axis() const;

  private:
    double even(double height) const;

    bool logarithmic_ = false, is_flat_ = false;
    double floor_ = 0, least_ = 0, most_ = 1;
    double lowest_ = 0;            // above the floor, that a logarithm is taken of
    double low_ = 0, extent_ = 1;  // of the number that the scale is even in
};

template <class Number>
HeightScale HeightScale::of(std::span<const Number> heights, bool logarithmic, double floor) {
    double least = std::numeric_limits<double>::infinity(), most = -least;
    for (const Number number : heights) {
        const auto height = static_cast<double>(number);
        if (!std::isfinite(height)) continue;
        least = std::min(least, height);
        most = std::max(most, height);
    }
    return least <= most ? HeightScale(least, most, logarithmic, floor) : HeightScale();
}

}  // namespace ravine
