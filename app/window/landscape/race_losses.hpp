#pragma once
// The racers' losses as a plot has them, in the window and in files: over steps, evaluations or time, and from where on
// they are cut off.

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/window/landscape/race_view.hpp"

namespace ravine {

struct LandscapeState;

/// What the losses are drawn over.
struct AbscissaRow {
    std::string_view id, label, short_label, title, unit;
    double (*place)(const RaceResult& race, const RacerView& view, std::size_t step);
    std::span<const Setting> settings = {};
};

std::span<const AbscissaRow> abscissas();
/// The one that the loss panel shows; steps while it shows the map of rates.
const AbscissaRow& abscissa_of(const LandscapeState& landscape);

struct RacerLosses {
    RacerView view;
    std::vector<double> x, y;    ///< of equal length
    std::vector<double> losses;  ///< y without the surface's floor taken off
};

struct RaceLosses {
    std::vector<RacerLosses> racers;
    bool above_floor = false;                 ///< y is not the loss itself
    std::string name;                         ///< of y: "f(x, y)", or "f − min f" above the surface's floor
    bool can_be_logarithmic = false;          ///< a logarithm needs a floor, or losses above 0; a saddle goes below
    std::optional<double> y_least, y_most{};  ///< ends of the plot's axis, where not all is to be seen
};

inline constexpr std::size_t all_points = std::numeric_limits<std::size_t>::max();

/// Of many steps every so manieth and the last one, about `most_points` of them.
RaceLosses race_losses(const PanelContext& context, const std::vector<RacerView>& views, std::size_t most_points);

}  // namespace ravine
