#pragma once
// What the standing table says of each racer.

#include <optional>
#include <string>
#include <vector>

#include "app/window/landscape/race_view.hpp"
#include "engine/landscape/verdict.hpp"

namespace ravine {

struct StandingRow {
    RacerView view;
    Verdict verdict;
    double loss, gradient_norm;
    std::optional<double> distance;                   ///< to the nearest known minimum
    std::optional<std::uint64_t> steps, evaluations;  ///< to the goal; none where it has not been reached
};

/// Of all racers at the clock's step, the best first: those that diverged are last, whatever their last loss was.
std::vector<StandingRow> standing_rows(const PanelContext& context);

}  // namespace ravine
