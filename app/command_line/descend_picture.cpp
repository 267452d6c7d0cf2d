#include "app/command_line/descend_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "app/pictures/canvas.hpp"
#include "app/pictures/png.hpp"
#include "app/pictures/race_pictures.hpp"
#include "app/pictures/svg.hpp"

namespace ravine {

namespace {

/// Makes it so wide that the path is in it, but for what lies far outside of the surface's own window.
void widen(Window& wide, const Window& window, std::span<const RaceStep> steps) {
    const double width = window.x_most - window.x_least, height = window.y_most - window.y_least;
    for (const RaceStep& step : steps) {
        wide.x_least = std::clamp(step.x, window.x_least - width, wide.x_least);
        wide.x_most = std::clamp(step.x, wide.x_most, window.x_most + width);
        wide.y_least = std::clamp(step.y, window.y_least - height, wide.y_least);
        wide.y_most = std::clamp(step.y, wide.y_most, window.y_most + height);
    }
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

/// Those that are not hidden.
std::vector<DrawnRacer> drawn_racers(const RaceResult& race) {
    std::vector<DrawnRacer> drawn;
    for (std::size_t i = 0; i < race.paths.size(); ++i) {
        const Racer& racer = race.specification.racers[i];
        if (racer.visible)
            drawn.push_back({racer.name, class_color(static_cast<std::size_t>(racer.color)), race.paths[i].steps});
    }
    return drawn;
}

bool is_svg(const std::string& path) { return std::filesystem::path(path).extension() == ".svg"; }

}  // namespace

Status check_picture_name(const std::string& path, const std::string& option) {
    if (path.empty() || is_svg(path) || std::filesystem::path(path).extension() == ".png") return {};
    return input_error(fmt::format("'{}' names no format", path), option, "end it in .png or .svg");
}

std::string race_picture(const RaceResult& race, const std::string& path) {
    constexpr int cells = 360;
    const std::vector<DrawnRacer> racers = drawn_racers(race);
    const Window& own = race.surface->traits().window;
    Window window = own;
    for (const DrawnRacer& racer : racers) widen(window, own, racer.steps);
    const std::vector<double> heights = heights_over(*race.surface, window, cells, cells);
    const TopViewPicture picture{.surface = race.surface.get(),
                                 .cells = {cells, cells, window, [&](std::size_t index) { return heights[index]; }},
                                 .start = race.specification.start,
                                 .racers = racers};
    const PictureSize size = top_view_size(picture);
    if (is_svg(path)) {
        Svg svg(size.width, size.height, dark_theme.panel, race.surface->traits().label);
        draw_top_view(svg, picture);
        return svg.file();
    }
    Canvas canvas(size.width, size.height, dark_theme.panel);
    draw_top_view(canvas, picture);
    ThreadPool alone(1);
    return encode_png(canvas, alone);
}

}  // namespace ravine
