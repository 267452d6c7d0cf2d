#pragma once
// What panels want to know of the surface that is raced on: answered at once, or by the worker where that takes long.

#include <array>
#include <optional>

#include "app/window/landscape/race_view.hpp"
#include "engine/landscape/race_answers.hpp"

namespace ravine {

struct PanelContext;

/// Height and gradient; none until the worker has answered.
std::optional<PlaceAnswer> height_at(const PanelContext& context, const Surface& surface, double x, double y);

/// {f_xx, f_xy, f_yy} where the racer is, or was a moment ago; none until the worker has answered.
std::optional<std::array<double, 3>> hessian_at(const PanelContext& context, const RacerView& view);

/// How it stands with the racer, or stood a moment ago.
Verdict verdict_of(const PanelContext& context, const RacerView& view);

}  // namespace ravine
