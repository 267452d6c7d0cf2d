#pragma once
// The race as the clock has it: of paths that may have been run further, the part up to its step.

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/landscape/descents.hpp"
#include "engine/landscape/race.hpp"

namespace ravine {

struct PanelContext;

/// One racer with its path so far; lives as long as the frame's snapshot and state.
struct RacerView {
    std::size_t index;
    const Racer* racer;
    const RacerPath* path;            ///< as far as it has been run
    std::span<const RaceStep> steps;  ///< up to the clock's; at least the start
    bool selected;
    ImU32 colour;

    const RaceStep& now() const { return steps.back(); }
    std::size_t step() const { return steps.size() - 1; }
    /// The step after which position or loss was not finite, where the clock has passed it.
    std::optional<std::uint64_t> diverged_at() const;
    /// Its optimizer's state vectors now, x and y of each in turn; empty for second-order optimizers.
    std::span<const double> state() const;
};

/// All racers in their order; none before the race has been run for the first time.
std::vector<RacerView> racer_views(const PanelContext& context);
/// Those that are visible, the selected one last: on top.
std::vector<RacerView> visible_racers(const PanelContext& context);
/// The selected one; none where there is none.
std::optional<RacerView> selected_racer(const PanelContext& context);

ImU32 racer_colour(const Racer& racer);

/// "3 racers from one start", or how many have one of their own.
std::string racers_words(const std::vector<Racer>& racers);

/// "Adam", and "η 0.120  β₁ 0.900  β₂ 0.999": an optimizer with its main settings, or those that are wanted of them.
std::string optimizer_label(const Selection& optimizer);
std::string settings_text(const Selection& optimizer, const std::function<bool(std::size_t setting)>& is_wanted = {});
/// "(3.00, 2.00) after 87 steps": where a descent of so many steps ended.
std::string arrival_words(const Arrival& arrival, const Surface& surface, int steps);

}  // namespace ravine
