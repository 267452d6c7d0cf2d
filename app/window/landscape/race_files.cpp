#include "app/window/landscape/race_files.hpp"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <memory>
#include <utility>
#include <vector>

#include "app/pictures/canvas.hpp"
#include "app/pictures/map_pictures.hpp"
#include "app/pictures/png.hpp"
#include "app/pictures/svg.hpp"
#include "app/window/landscape/overlays.hpp"
#include "app/window/landscape/race_losses.hpp"
#include "app/window/landscape/race_view.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "engine/core/table.hpp"
#include "engine/io/race_csv.hpp"
#include "engine/io/race_file.hpp"

namespace ravine {
namespace {

/// Visible racers in their order, as far as the clock is.
std::vector<RacerView> saved_racers(const PanelContext& context) {
    std::vector<RacerView> views = racer_views(context);
    std::erase_if(views, [](const RacerView& view) { return !view.racer->visible; });
    return views;
}

Color color_of(const Racer& racer) { return class_color(static_cast<std::size_t>(racer.color)); }

/// With all that is switched on, for a picture with pixels of so much in x and y. In their order: the selected one is
/// not on top.
std::vector<DrawnRacer> drawn_racers(const PanelContext& context, const Window& window,
                                     const std::array<double, 2>& pixel) {
    std::vector<DrawnRacer> racers;
    for (const RacerView& view : saved_racers(context)) {
        RacerShapes shapes = racer_shapes(context.state.landscape, view, pixel);
        const auto trail = std::make_shared<Trail>(TrailGround::around(window, {0.5 * pixel[0], 0.5 * pixel[1]}));
        trail->extend(shapes.path);
        shapes.corners = trail->corners(shapes.path.size());
        racers.push_back({view.racer->name, color_of(*view.racer), view.steps, std::move(shapes), trail});
    }
    return racers;
}

std::string top_view_name(const PanelContext&) { return "top-view"; }

std::string top_view_obstacle(const PanelContext& context) {
    return context.snapshot.race && context.snapshot.heights ? "" : "The surface is not drawn yet.";
}

/// Those of the top view.
HeightCells shown_heights(const PanelContext& context) {
    const HeightGrid& grid = context.snapshot.heights->content;
    return {grid.columns, grid.rows, grid.window, [&grid](std::size_t index) { return grid.values[index]; }};
}
double shown_aspect(const HeightCells& cells) { return static_cast<double>(cells.rows) / cells.columns; }

RacePicture top_view_picture(const PanelContext& context) {
    const Surface& surface = *context.snapshot.heights->content.surface;
    const LandscapeState& landscape = context.state.landscape;
    const HeightCells cells = shown_heights(context);
    TopViewPicture picture{.surface = &surface,
                           .cells = cells,
                           .aspect = shown_aspect(cells),
                           .logarithmic = landscape.logarithmic_heights,
                           .shaded = landscape.shades_heights,
                           .start = landscape.race.start,
                           .racers = {}};
    picture.racers = drawn_racers(context, cells.window, top_view_map(picture).extents(1));
    return {fmt::format("{} from above", surface.traits().label), top_view_size(picture),
            [picture](Drawing& drawing) { draw_top_view(drawing, picture, *theme().row); }};
}

std::string relief_name(const PanelContext&) { return "3d-view"; }

std::string relief_obstacle(const PanelContext& context) {
    return context.snapshot.race && context.pictures.relief.terrain_version() > 0 ? ""
                                                                                  : "The surface is not drawn yet.";
}

RacePicture relief_picture(const PanelContext& context) {
    const Surface& surface = *context.snapshot.race->surface;
    const LandscapeState& landscape = context.state.landscape;
    ReliefPicture picture{.surface = &surface,
                          .terrain = &context.pictures.relief.terrain(),
                          .camera = landscape.camera,
                          .start = landscape.race.start,
                          .racers = {}};
    const auto [x_least, x_most, y_least, y_most] = picture.terrain->window();
    picture.racers = drawn_racers(context, {x_least, x_most, y_least, y_most}, relief_scene(picture).extents(1));
    return {fmt::format("{} in space", surface.traits().label), relief_size(picture),
            [picture](Drawing& drawing) { draw_relief(drawing, picture, *theme().row); }};
}

std::string race_loss_name(const PanelContext& context) {
    return fmt::format("loss-by-{}", abscissa_of(context.state.landscape).id);
}

std::string race_loss_obstacle(const PanelContext& context) {
    return context.snapshot.race ? "" : "The race has not been run yet.";
}

RacePicture race_loss_picture(const PanelContext& context) {
    const RaceLosses losses = race_losses(context, saved_racers(context), all_points);
    const AbscissaRow& abscissa = abscissa_of(context.state.landscape);
    const std::string& label = context.snapshot.race->surface->traits().label;
    RaceLossPicture picture{.title = std::string(abscissa.title),
                            .note = label,
                            .x_name = std::string(abscissa.unit),
                            .y_name = losses.name,
                            .logarithmic = losses.can_be_logarithmic && context.state.landscape.logarithmic_loss,
                            .y_least = losses.y_least,
                            .y_most = losses.y_most,
                            .lines = {}};
    for (const RacerLosses& racer : losses.racers)
        picture.lines.push_back({racer.view.racer->name, color_of(*racer.view.racer), racer.x, racer.y});
    return {fmt::format("{} on {}", abscissa.title, label), race_loss_size(picture),
            [picture](Drawing& drawing) { draw_race_losses(drawing, picture, *theme().row); }};
}

constexpr std::string_view under_way = "Descents are under way.", too_long = "Each descent would take too long.";

std::string basins_name(const PanelContext&) { return "basins"; }

std::string basins_obstacle(const PanelContext& context) {
    const auto& basins = context.snapshot.basins;
    if (!context.state.landscape.shows_basins) return "Let the top view show basins first (B).";
    if (!basins || !context.snapshot.heights) return std::string(under_way);
    return std::string(basins->content.columns == 0 ? too_long : basins->content.finest ? "" : under_way);
}

RacePicture basins_picture(const PanelContext& context) {
    const BasinMap& map = context.snapshot.basins->content;
    const LandscapeState& landscape = context.state.landscape;
    const HeightCells cells = shown_heights(context);
    const Selection& optimizer = map.subject.question.optimizer;
    DrawnBasins picture{.map = &map,
                        .cells = cells,
                        .aspect = shown_aspect(cells),
                        .logarithmic = landscape.logarithmic_heights,
                        .start = landscape.race.start,
                        .optimizer = optimizer_label(optimizer),
                        .settings = settings_text(optimizer)};
    picture.racers = drawn_racers(context, cells.window, basins_map(picture).extents(1));
    return {fmt::format("Basins of {} on {}", picture.optimizer, map.subject.surface->traits().label),
            basins_size(picture), [picture](Drawing& drawing) { draw_basins(drawing, picture, *theme().row); }};
}

std::string rate_map_name(const PanelContext&) { return "rate-map"; }

/// The racer whose optimizer the map of rates is of.
const Racer* mapped_racer(const PanelContext& context) {
    const LandscapeState& landscape = context.state.landscape;
    const auto selected = static_cast<std::size_t>(landscape.selected_racer);
    if (selected >= landscape.race.racers.size() || !context.snapshot.rate_map) return nullptr;
    const Racer& racer = landscape.race.racers[selected];
    return racer.optimizer.id == context.snapshot.rate_map->content.subject.question.optimizer.id ? &racer : nullptr;
}

std::string rate_map_obstacle(const PanelContext& context) {
    if (context.state.landscape.loss_view != "rate_map") return "Let the loss panel show the rate map first.";
    if (mapped_racer(context) == nullptr) return std::string(under_way);
    const RateMap& map = context.snapshot.rate_map->content;
    return std::string(map.columns == 0 ? too_long : map.finest ? "" : under_way);
}

RacePicture rate_map_picture(const PanelContext& context) {
    const RateMap& map = context.snapshot.rate_map->content;
    const Racer& racer = *mapped_racer(context);
    const auto second = second_setting(map.subject.optimizer());
    const auto is_mapped = [&](std::size_t setting) { return setting == 0 || setting == second; };
    const DrawnRates picture{
        .map = &map,
        .optimizer = optimizer_label(racer.optimizer),
        .note = settings_text(racer.optimizer, [&](std::size_t setting) { return !is_mapped(setting); }),
        .color = color_of(racer),
        .settings = racer.optimizer.values,
        .mark = fmt::format("{}  {}", racer.name, settings_text(racer.optimizer, is_mapped))};
    return {fmt::format("Which settings of {} arrive on {}", picture.optimizer, map.subject.surface->traits().label),
            rates_size(picture), [picture](Drawing& drawing) { draw_rate_map(drawing, picture, *theme().row); }};
}

std::string svg_of(const RacePicture& picture, const ThemeRow& theme) {
    Svg svg(picture.size.width, picture.size.height, theme.panel, picture.title);
    picture.draw(svg);
    return svg.file();
}

std::string png_of(const RacePicture& picture, const ThemeRow& theme) {
    Canvas canvas(picture.size.width, picture.size.height, theme.panel);
    picture.draw(canvas);
    ThreadPool alone(1);
    return encode_png(canvas, alone);
}

std::string paths_csv(const PanelContext& context) {
    if (!context.snapshot.race) return {};
    const std::vector<RacerView> views = saved_racers(context);
    std::vector<NamedPath> paths;
    for (const RacerView& view : views) paths.push_back({view.racer->name, view.steps, view.path->evaluations});
    return race_csv(paths);
}

std::string race_json(const PanelContext& context) { return race_to_json(shown_race(context.state.landscape)); }

constexpr RacePictureRow picture_rows[] = {
    {"top_view", "Top view", "Heights, contours, paths and all that is on the map", top_view_name, top_view_obstacle,
     top_view_picture},
    {"relief", "3D view", "The lit surface with the paths on it, from where it is seen", relief_name, relief_obstacle,
     relief_picture},
    {"race_loss", "Losses", "By step, evaluation or time, as they are shown", race_loss_name, race_loss_obstacle,
     race_loss_picture},
    {"basins", "Basins", "Where every start leads, and the paths", basins_name, basins_obstacle, basins_picture},
    {"rate_map", "Rate map", "Which settings arrive, and how soon", rate_map_name, rate_map_obstacle, rate_map_picture},
};
static_assert(is_sound_table(std::span<const RacePictureRow>(picture_rows)));

constexpr PictureFormatRow format_rows[] = {{"svg", "SVG", ".svg", svg_of}, {"png", "PNG", ".png", png_of}};
static_assert(is_sound_table(std::span<const PictureFormatRow>(format_rows)));

constexpr RaceFileRow file_rows[] = {
    {"paths_csv", "Paths", "Step, place, loss, gradient and evaluations of every racer that is shown", "paths", ".csv",
     paths_csv},
    {"race_json", "Race", "Surface, racers, start and step, to open again: ravine FILE", "race", ".json", race_json},
};
static_assert(is_sound_table(std::span<const RaceFileRow>(file_rows)));

}  // namespace

std::span<const RacePictureRow> race_pictures() { return picture_rows; }
std::span<const PictureFormatRow> picture_formats() { return format_rows; }
std::span<const RaceFileRow> race_files() { return file_rows; }

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
