#include "app/window/landscape/race_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <vector>

#include "app/pictures/race_pictures.hpp"
#include "app/pictures/svg.hpp"
#include "app/window/landscape/race_view.hpp"
#include "app/window/panels.hpp"
#include "engine/core/table.hpp"
#include "engine/io/race_csv.hpp"
#include "engine/io/race_file.hpp"

namespace ravine {
namespace {

const ThemeRow& file_theme(const PanelContext& context) { return context.state.look.light ? light_theme : dark_theme; }

/// Visible racers in their order, as far as the clock is.
std::vector<RacerView> saved_racers(const PanelContext& context) {
    std::vector<RacerView> views = racer_views(context);
    std::erase_if(views, [](const RacerView& view) { return !view.racer->visible; });
    return views;
}

std::vector<DrawnRacer> drawn_racers(const PanelContext& context) {
    std::vector<DrawnRacer> racers;
    for (const RacerView& view : saved_racers(context))
        racers.push_back({view.racer->name, class_color(static_cast<std::size_t>(view.racer->color)), view.steps});
    return racers;
}

std::string top_view_svg(const PanelContext& context) {
    if (!context.snapshot.race || !context.snapshot.heights) return {};
    const HeightGrid& grid = context.snapshot.heights->content;
    const LandscapeState& landscape = context.state.landscape;
    const TopViewPicture picture{
        .surface = grid.surface.get(),
        .cells = {grid.columns, grid.rows, grid.window, [&](std::size_t index) { return grid.values[index]; }},
        .aspect = static_cast<double>(grid.rows) / grid.columns,
        .logarithmic = landscape.logarithmic_heights,
        .shaded = landscape.shades_heights,
        .start = landscape.race.start,
        .racers = drawn_racers(context)};
    const ThemeRow& theme = file_theme(context);
    const PictureSize size = top_view_size(picture);
    Svg svg(size.width, size.height, theme.panel, fmt::format("{} from above", grid.surface->traits().label));
    draw_top_view(svg, picture, theme);
    return svg.file();
}

std::string race_loss_svg(const PanelContext& context) {
    if (!context.snapshot.race) return {};
    const std::vector<DrawnRacer> racers = drawn_racers(context);
    const bool can_be_logarithmic = std::all_of(racers.begin(), racers.end(), [](const DrawnRacer& racer) {
        return std::all_of(racer.steps.begin(), racer.steps.end(), [](const RaceStep& step) { return step.loss >= 0; });
    });
    const ThemeRow& theme = file_theme(context);
    const std::string& label = context.snapshot.race->surface->traits().label;
    const PictureSize size = race_loss_size(racers);
    Svg svg(size.width, size.height, theme.panel, fmt::format("Loss by step on {}", label));
    draw_race_losses(svg, racers, can_be_logarithmic && context.state.landscape.logarithmic_loss, label, theme);
    return svg.file();
}

std::string paths_csv(const PanelContext& context) {
    if (!context.snapshot.race) return {};
    const std::vector<RacerView> views = saved_racers(context);
    std::vector<NamedPath> paths;
    for (const RacerView& view : views) paths.push_back({view.racer->name, view.steps, view.path->evaluations});
    return race_csv(paths);
}

std::string race_json(const PanelContext& context) { return race_to_json(shown_race(context.state.landscape)); }

constexpr RaceFileRow rows[] = {
    {"top_view_svg", "Top view", "Contours, paths, axes and colours as shapes that stay sharp at any size", "top-view",
     ".svg", top_view_svg},
    {"race_loss_svg", "Loss by step", "The loss of every racer that is shown, with axes and legend", "loss-by-step",
     ".svg", race_loss_svg},
    {"paths_csv", "Paths", "Step, place, loss, gradient and evaluations of every racer that is shown", "paths", ".csv",
     paths_csv},
    {"race_json", "Race", "Surface, racers, start and step, to open again: ravine FILE", "race", ".json", race_json},
};
static_assert(is_sound_table(std::span<const RaceFileRow>(rows)));

}  // namespace

std::span<const RaceFileRow> race_files() { return rows; }

std::string race_file_name(std::string_view name, std::string_view surface_label, std::string_view extension) {
    std::string words;
    for (const char sign : surface_label) {
        const auto letter = static_cast<unsigned char>(sign);
        if (std::isalnum(letter) != 0)
            words += static_cast<char>(std::tolower(letter));
        else if (!words.empty() && words.back() != '-')
            words += '-';
    }
    while (words.ends_with('-')) words.pop_back();
    return fmt::format("ravine-{}{}{}{}", name, words.empty() ? "" : "-", words, extension);
}

}  // namespace ravine
