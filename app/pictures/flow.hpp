#pragma once
// Words side by side, in as many rows as they need: of legends.

#include <span>
#include <vector>

namespace ravine {

struct FlowPlace {
    double left = 0;
    int row = 0;
};

/// Where each thing of these widths begins, `gap` apart; one that would reach beyond `most` begins the next row.
inline std::vector<FlowPlace> flow(std::span<const double> widths, double gap, double most) {
    std::vector<FlowPlace> places;
    FlowPlace next;
    for (const double width : widths) {
        if (next.left > 0 && next.left + width > most) next = {0, next.row + 1};
        places.push_back(next);
        next.left += width + gap;
    }
    return places;
}

}  // namespace ravine
