#include "app/command_line/descend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "app/command_line/arguments.hpp"
#include "app/command_line/options.hpp"
#include "app/pictures/canvas.hpp"
#include "app/pictures/png.hpp"
#include "app/pictures/race_pictures.hpp"
#include "app/pictures/svg.hpp"
#include "engine/core/table.hpp"
#include "engine/io/files.hpp"
#include "engine/io/race_csv.hpp"
#include "engine/landscape/race.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {

namespace {

struct Options {
    std::string surface, optimizer, start, out, picture;
    std::vector<std::string> assignments;
    long long steps = 100;
};

std::string known_keys(std::span<const Setting> first, std::span<const Setting> second) {
    std::vector<std::string_view> keys;
    for (const auto settings : {first, second})
        for (const Setting& setting : settings) keys.push_back(setting.key);
    return fmt::format("known: {}", fmt::join(keys, ", "));
}

/// Sets the key in the selection whose settings have it.
Status assign(const std::string& text, const OptimizerRow& optimizer, Selection& of_optimizer,
              const SurfaceRow& surface, Selection& of_surface) {
    const auto assignment = parse_assignment(text);
    if (!assignment) return assignment.error();
    const auto& [key, value] = *assignment;
    const bool is_optimizers = index_of_setting(optimizer.settings, key) >= 0;
    const std::span<const Setting> settings = is_optimizers ? optimizer.settings : surface.settings;
    const int index = index_of_setting(settings, key);
    if (index < 0)
        return input_error(fmt::format("unknown key '{}'", key), "--set",
                           known_keys(optimizer.settings, surface.settings));
    const Result<double> number = parse_setting(settings[static_cast<std::size_t>(index)], value, "--set " + key);
    if (!number) return number.error();
    (is_optimizers ? of_optimizer : of_surface).values[static_cast<std::size_t>(index)] = *number;
    return {};
}

Result<RaceSpecification> race_of(const Options& options) {
    const auto surface = require_row(surfaces(), options.surface, "surface", "--surface");
    if (!surface) return surface.error();
    const auto optimizer = require_row(optimizers(), options.optimizer, "optimizer", "--optimizer");
    if (!optimizer) return optimizer.error();
    RaceSpecification race;
    Selection of_surface = standard_selection(**surface);
    race.start = (*surface)->start;
    race.racers = {{std::string((*optimizer)->label), standard_selection(**optimizer)}};
    for (const std::string& assignment : options.assignments)
        if (Status status = assign(assignment, **optimizer, race.racers[0].optimizer, **surface, of_surface); !status)
            return status.error();
    race.surface = of_surface;
    if (!options.start.empty()) {
        const auto start = parse_pair(options.start, "--start");
        if (!start) return start.error();
        race.start = *start;
    }
    return race;
}

/// The surface's own window, and what of the path lies not far outside.
Window window_around(const Window& window, std::span<const RaceStep> steps) {
    const double width = window.x_most - window.x_least, height = window.y_most - window.y_least;
    Window wide = window;
    for (const RaceStep& step : steps) {
        wide.x_least = std::clamp(step.x, window.x_least - width, wide.x_least);
        wide.x_most = std::clamp(step.x, wide.x_most, window.x_most + width);
        wide.y_least = std::clamp(step.y, window.y_least - height, wide.y_least);
        wide.y_most = std::clamp(step.y, wide.y_most, window.y_most + height);
    }
    return wide;
}

/// Heights [rows × columns] at the middles of cells.
std::vector<double> heights_over(const Surface& surface, const Window& window, int columns, int rows) {
    std::vector<double> heights, x, y(static_cast<std::size_t>(columns)), f(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column)
        x.push_back(pixel_middle(window.x_least, window.x_most, column, columns));
    for (int row = 0; row < rows; ++row) {
        std::fill(y.begin(), y.end(), pixel_middle(window.y_least, window.y_most, row, rows));
        surface.values(x, y, f);
        heights.insert(heights.end(), f.begin(), f.end());
    }
    return heights;
}

std::string picture_of(const RaceResult& race, bool as_svg) {
    constexpr int cells = 360;
    const RacerPath& path = race.paths[0];
    const Window window = window_around(race.surface->traits().window, path.steps);
    const std::vector<double> heights = heights_over(*race.surface, window, cells, cells);
    const TopViewPicture picture{.surface = race.surface.get(),
                                 .cells = {cells, cells, window, [&](std::size_t index) { return heights[index]; }},
                                 .start = race.specification.start,
                                 .racers = {{race.specification.racers[0].name, class_color(0), path.steps}}};
    const PictureSize size = top_view_size(picture);
    if (as_svg) {
        Svg svg(size.width, size.height, dark_theme.panel, race.surface->traits().label);
        draw_top_view(svg, picture);
        return svg.file();
    }
    Canvas canvas(size.width, size.height, dark_theme.panel);
    draw_top_view(canvas, picture);
    ThreadPool alone(1);
    return encode_png(canvas, alone);
}

Status check_picture(const std::string& path) {
    const std::string extension = std::filesystem::path(path).extension().string();
    if (path.empty() || extension == ".png" || extension == ".svg") return {};
    return input_error(fmt::format("'{}' names no format", path), "--picture", "end it in .png or .svg");
}

Status descend(const Options& options) {
    if (Status status = check_range("--steps", options.steps, 0, most_race_steps); !status) return status;
    if (Status status = check_picture(options.picture); !status) return status;
    const Result<RaceSpecification> race = race_of(options);
    if (!race) return race.error();
    const Result<RaceResult> result = run_race(*race, static_cast<std::uint64_t>(options.steps));
    if (!result) return result.error();
    const RacerPath& path = result->paths[0];
    if (Status status = write_file(options.out, path_csv(path.steps)); !status) return status;
    if (!options.picture.empty()) {
        const bool as_svg = std::filesystem::path(options.picture).extension() == ".svg";
        if (Status status = write_file(options.picture, picture_of(*result, as_svg)); !status) return status;
    }
    const std::string end = path.diverged_at
                                ? fmt::format("diverged at step {}", *path.diverged_at)
                                : fmt::format("loss {:.6g} after {} steps", path.steps.back().loss, options.steps);
    std::cout << fmt::format("{} on {}: {}; wrote {}\n", options.optimizer, options.surface, end, options.out);
    return {};
}

}  // namespace

std::string descend_details() {
    return "`path.csv` has the columns `step,x,y,loss,gx,gy`: where the optimizer is before the step that leaves it, "
           "with the "
           "loss and its gradient there. Row 0 is the start; with `--steps N` there are N + 1 rows. A path that "
           "diverges "
           "ends where it leaves the finite numbers; the program says so on standard output, and the exit code is "
           "0.\n\n"
           "`--set` takes the optimizer's settings and the surface's, such as `learning_rate=0.1` and "
           "`condition_number=100`; `ravine list optimizers` and `ravine list surfaces` name them.\n";
}

std::function<Status()> set_up_descend(CLI::App& app, const WindowDoor*) {
    auto options = std::make_shared<Options>();
    add_option(app, "--surface", options->surface, "Surface: " + known_ids(surfaces())).required().type_name("ID");
    add_option(app, "--optimizer", options->optimizer, "Optimizer: " + known_ids(optimizers()))
        .required()
        .type_name("ID");
    add_assignments(app, options->assignments, "One setting of the optimizer or the surface; may be repeated");
    add_option(app, "--start", options->start, "Where it starts; without it, the surface's usual start")
        .type_name("X,Y");
    add_option(app, "--steps", options->steps, "Steps to take").type_name("N").shows_default();
    add_option(app, "--out", options->out, "File for the path (CSV)").required().type_name("FILE");
    add_option(app, "--picture", options->picture, "Also draw contours and path: FILE.png or FILE.svg")
        .type_name("FILE");
    return [options] { return descend(*options); };
}

}  // namespace ravine
