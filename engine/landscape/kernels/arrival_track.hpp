#pragma once
// Where a descent is, and since when. On the processor Descents looks back over the whole way from its end; a GPU's
// thread keeps no way, and looks on: the first step from which on it has been there without a break is the same.

#include <array>
#include <cmath>

#include "engine/core/host_device.hpp"
#include "engine/landscape/arrival.hpp"
#include "engine/landscape/kernels/place_grid.hpp"

namespace ravine {

struct ArrivalTrack {
    static constexpr int nowhere = -1;

    int place = nowhere, place_since = 0;  ///< whose circle it is in, and since which point of its way
    int far_since = nowhere;               ///< since when it has been farther from its start than `far`

    /// At point `step` of its way: 0 for the start, which has to be looked at, too. A point that is not finite is far.
    RAVINE_HOST_DEVICE void look(const PlaceGrid& grid, double far, const std::array<double, 2>& start,
                                 const std::array<double, 2>& at, int step) {
        if (place == nowhere || !grid.is_at(place, at[0], at[1])) {
            place = grid.place_at(at[0], at[1]);
            place_since = step;
        }
        const double dx = at[0] - start[0], dy = at[1] - start[1];
        if (dx * dx + dy * dy <= far * far)
            far_since = nowhere;
        else if (far_since == nowhere)
            far_since = step;
    }

    /// After the last point, `last`. On the edge of a circle, where rounding makes the root fall beyond it though the
    /// square does not or the other way round, it was never there before its end, as on the processor.
    RAVINE_HOST_DEVICE Arrival end(const PlaceGrid& grid, double far, const std::array<double, 2>& start,
                                   const std::array<double, 2>& at, int last) const {
        if (!(std::hypot(at[0] - start[0], at[1] - start[1]) <= far))
            return {Arrival::diverged, far_since == nowhere ? last + 1 : far_since};
        const int here = grid.first_near(at[0], at[1], [&](int each) {
            const auto& [x, y] = grid.places[static_cast<std::size_t>(each)];
            return std::hypot(at[0] - x, at[1] - y) <= grid.radius;
        });
        if (here < 0) return {};
        return {here, here == place ? place_since : last + 1};
    }
};

}  // namespace ravine
