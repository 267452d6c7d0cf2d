#pragma once
// Which minimum a place is at, of many: a descent asks that in each of its steps.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/host_device.hpp"

namespace ravine {

/// Circles of one radius around places. Each cell of a grid over them all has a list of those that reach into it.
struct PlaceGrid {
    static constexpr int side = 128;  ///< cells along each axis

    std::span<const std::array<double, 2>> places;
    double radius;
    std::array<double, 2> least, per_unit;  ///< the grid's corner, and cells per unit
    std::span<const std::int32_t> begins;   ///< [side × side + 1] of each cell's list; empty where there are no places
    std::span<const std::int32_t> listed;   ///< indices of places, in their order

    RAVINE_HOST_DEVICE bool is_at(int place, double x, double y) const {
        const auto& [at_x, at_y] = places[static_cast<std::size_t>(place)];
        const double dx = x - at_x, dy = y - at_y;
        return dx * dx + dy * dy <= radius * radius;
    }

    /// The first place of which `is_it` holds, −1 where there is none; only those near (x, y) are asked.
    template <class IsIt>
    RAVINE_HOST_DEVICE int first_near(double x, double y, const IsIt& is_it) const {
        const double column = (x - least[0]) * per_unit[0], row = (y - least[1]) * per_unit[1];
        if (begins.empty() || !(column >= 0 && column < side && row >= 0 && row < side)) return -1;
        const auto cell = static_cast<std::size_t>(static_cast<int>(row) * side + static_cast<int>(column));
        for (std::int32_t i = begins[cell]; i < begins[cell + 1]; ++i)
            if (is_it(listed[static_cast<std::size_t>(i)])) return listed[static_cast<std::size_t>(i)];
        return -1;
    }
    RAVINE_HOST_DEVICE int place_at(double x, double y) const {
        return first_near(x, y, [&](int place) { return is_at(place, x, y); });
    }

    /// The same on what `keep` gives for the lists: where they have been copied to.
    template <class Keep>
    PlaceGrid kept(const Keep& keep) const {
        return {keep(places), radius, least, per_unit, keep(begins), keep(listed)};
    }
};

/// What a PlaceGrid looks at.
class PlaceGridLists {
  public:
    PlaceGridLists(std::vector<std::array<double, 2>> places, double radius);
    PlaceGrid grid() const { return {places_, radius_, least_, per_unit_, begins_, listed_}; }

  private:
    /// Of cells that a circle may reach into, rounding included: first and last along an axis.
    std::array<int, 2> reach(std::size_t place, std::size_t axis) const;
    template <class Visit>
    void for_each_cell_of(std::size_t place, const Visit& visit) const;

    std::vector<std::array<double, 2>> places_;
    double radius_;
    std::array<double, 2> least_{0, 0}, per_unit_{0, 0};
    std::vector<std::int32_t> begins_, listed_;
};

}  // namespace ravine
