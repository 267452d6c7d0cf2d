#include "engine/landscape/kernels/place_grid.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ravine {

namespace {

/// Circles are listed as if they were so many times as wide, so that no rounding leaves one out.
constexpr double listed_radii = 1.5;

}  // namespace

PlaceGridLists::PlaceGridLists(std::vector<std::array<double, 2>> places, double radius)
    : places_(std::move(places)), radius_(radius) {
    if (places_.empty()) return;
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const auto [low, high] =
            std::ranges::minmax(places_, {}, [&](const std::array<double, 2>& place) { return place[axis]; });
        const double around = std::max(2 * radius, 1e-9 * (1 + std::abs(low[axis]) + std::abs(high[axis])));
        least_[axis] = low[axis] - around;
        per_unit_[axis] = PlaceGrid::side / (high[axis] - low[axis] + 2 * around);
    }
    begins_.resize(PlaceGrid::side * PlaceGrid::side + 1);
    for (std::size_t place = 0; place < places_.size(); ++place)
        for_each_cell_of(place, [&](std::size_t cell) { ++begins_[cell + 1]; });
    for (std::size_t cell = 1; cell < begins_.size(); ++cell) begins_[cell] += begins_[cell - 1];
    listed_.resize(static_cast<std::size_t>(begins_.back()));
    std::vector<std::int32_t> next(begins_.begin(), begins_.end() - 1);
    for (std::size_t place = 0; place < places_.size(); ++place)
        for_each_cell_of(place, [&](std::size_t cell) {
            listed_[static_cast<std::size_t>(next[cell]++)] = static_cast<std::int32_t>(place);
        });
}

std::array<int, 2> PlaceGridLists::reach(std::size_t place, std::size_t axis) const {
    const auto cell = [&](double at) {
        return std::clamp(static_cast<int>((at - least_[axis]) * per_unit_[axis]), 0, PlaceGrid::side - 1);
    };
    const double at = places_[place][axis], around = listed_radii * radius_;
    return {cell(at - around), cell(at + around)};
}

template <class Visit>
void PlaceGridLists::for_each_cell_of(std::size_t place, const Visit& visit) const {
    const auto [left, right] = reach(place, 0);
    const auto [bottom, top] = reach(place, 1);
    for (int row = bottom; row <= top; ++row)
        for (int column = left; column <= right; ++column)
            visit(static_cast<std::size_t>(row * PlaceGrid::side + column));
}

}  // namespace ravine
