#include "engine/data/dataset.hpp"

#include <algorithm>

namespace ravine {

std::size_t Dataset::count(Split split) const { return static_cast<std::size_t>(std::ranges::count(splits, split)); }

std::vector<Point> Dataset::of(Split split) const {
    std::vector<Point> chosen;
    chosen.reserve(count(split));
    for (std::size_t i = 0; i < points.size(); ++i)
        if (splits[i] == split) chosen.push_back(points[i]);
    return chosen;
}

}  // namespace ravine
