#include "app/window/landscape/race_view.hpp"

#include <fmt/format.h>

#include <fmt/format.h>

#include <algorithm>

#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/setting_slider.hpp"

namespace ravine {

std::optional<std::uint64_t> RacerView::diverged_at() const {
    // Of a path that has been run further, the step that diverged lies beyond the clock's.
    return steps.size() == path->steps.size() ? path->diverged_at : std::nullopt;
}

std::span<const double> RacerView::state() const {
    const std::size_t length = path->states.size() / path->steps.size();
    return std::span(path->states).subspan(step() * length, length);
}

std::string racers_words(const std::vector<Racer>& racers) {
    const auto own = std::ranges::count_if(racers, [](const Racer& racer) { return racer.start.has_value(); });
    const std::string count = fmt::format("{} racer{}", racers.size(), racers.size() == 1 ? "" : "s");
    return own == 0 ? count + " from one start"
                    : fmt::format("{}, {} from a start of {} own", count, own, own == 1 ? "its" : "their");
}

ImU32 racer_colour(const Racer& racer) { return class_colour(racer.color); }

std::vector<RacerView> racer_views(const PanelContext& context) {
    const LandscapeState& landscape = context.state.landscape;
    std::vector<RacerView> views;
    if (!context.snapshot.race) return views;
    const std::vector<RacerPath>& paths = context.snapshot.race->paths;
    const auto points = static_cast<std::size_t>(landscape.steps) + 1;
    for (std::size_t i = 0; i < std::min(paths.size(), landscape.race.racers.size()); ++i) {
        const Racer& racer = landscape.race.racers[i];
        const std::span<const RaceStep> steps(paths[i].steps);
        views.push_back({i, &racer, &paths[i], steps.first(std::min(points, steps.size())),
                         static_cast<int>(i) == landscape.selected_racer, racer_colour(racer)});
    }
    return views;
}

std::vector<RacerView> visible_racers(const PanelContext& context) {
    std::vector<RacerView> views = racer_views(context);
    std::erase_if(views, [](const RacerView& view) { return !view.racer->visible; });
    std::stable_partition(views.begin(), views.end(), [](const RacerView& view) { return !view.selected; });
    return views;
}

std::optional<RacerView> selected_racer(const PanelContext& context) {
    for (const RacerView& view : racer_views(context))
        if (view.selected) return view;
    return std::nullopt;
}

std::string optimizer_label(const Selection& optimizer) {
    const OptimizerRow* row = find_row(optimizers(), optimizer.id);
    return row != nullptr ? std::string(row->label) : optimizer.id;
}

std::string settings_text(const Selection& optimizer, const std::function<bool(std::size_t setting)>& is_wanted) {
    const OptimizerRow* row = find_row(optimizers(), optimizer.id);
    std::string words;
    for (std::size_t i = 0; row != nullptr && i < row->settings.size(); ++i) {
        const Setting& setting = row->settings[i];
        if (setting.symbol.empty() || setting.key == "epsilon" || (is_wanted && !is_wanted(i))) continue;
        words += fmt::format("{}{} {}", words.empty() ? "" : "  ", setting.symbol,
                             slider_text(setting, optimizer.values[i]));
    }
    return words;
}

std::string arrival_words(const Arrival& arrival, const Surface& surface, int steps) {
    if (arrival.place == Arrival::diverged) return fmt::format("diverged, far away after {} steps", arrival.steps);
    if (arrival.place == Arrival::elsewhere) return fmt::format("at no minimum after {} steps", steps);
    const auto [x, y] = surface.traits().minima[static_cast<std::size_t>(arrival.place)];
    return fmt::format("({:.2f}, {:.2f}) after {} steps", x, y, arrival.steps);
}

}  // namespace ravine
