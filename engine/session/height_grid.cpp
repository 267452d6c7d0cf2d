#include "engine/session/height_grid.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/table.hpp"
#include "engine/session/mailbox.hpp"

namespace ravine::session {

namespace {

HeightGrid evaluate(const SurfaceRow& surface, const command::SetSurfaceView& view) {
    HeightGrid grid{view.surface,
                    view.window,
                    std::min(view.columns, most_picture_size),
                    std::min(view.rows, most_picture_size),
                    {}};
    grid.values.reserve(static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.rows));
    for (int row = 0; row < grid.rows; ++row)
        for (int column = 0; column < grid.columns; ++column)
            grid.values.push_back(static_cast<float>(surface.value(grid.x(column), grid.y(row), view.surface.values)));
    return grid;
}

}  // namespace

Result<HeightPicture> height_picture(const command::SetSurfaceView& view, std::uint64_t version) {
    if (view.columns <= 0 || view.rows <= 0) return HeightPicture();
    const auto surface = check_selection(surfaces(), view.surface, "surface", "surface");
    if (!surface) return surface.error();
    if (Status status = check_window(view.window, "window"); !status) return status.error();
    const Clock::time_point begin = Clock::now();
    HeightGrid grid = evaluate(**surface, view);
    return std::make_shared<const Picture<HeightGrid>>(
        Picture<HeightGrid>{version, 0, 1000 * seconds_between(begin, Clock::now()), std::move(grid)});
}

Status check_window(const Window& window, std::string_view where) {
    const double extents[] = {window.x_most - window.x_least, window.y_most - window.y_least};
    if (extents[0] > 0 && extents[1] > 0 && std::isfinite(extents[0]) && std::isfinite(extents[1])) return {};
    return input_error("a window without extent", std::string(where), "each least has to be below its most");
}

}  // namespace ravine::session
