#include "app/window/landscape/race_ground.hpp"

#include "app/window/panels.hpp"

namespace ravine {

const Surface* race_surface(const PanelContext& context) {
    const auto& race = context.snapshot.race;
    if (!race || !is_same_kind(race->specification.surface, context.state.landscape.race.surface)) return nullptr;
    return race->surface.get();
}

HeightField height_field(const Picture<HeightGrid>& picture, const LandscapeState& landscape) {
    const HeightGrid& grid = picture.content;
    const bool logarithmic = landscape.logarithmic_heights && has_floor(*grid.surface);
    const Window& window = grid.window;
    return {.version = picture.version,
            .columns = grid.columns,
            .rows = grid.rows,
            .values = std::span(grid.values),
            .logarithmic = logarithmic,
            .floor = logarithmic ? grid.surface->traits().infimum : 0,
            .window = {window.x_least, window.x_most, window.y_least, window.y_most}};
}

std::optional<HeightField> heights_of(const PanelContext& context, const Surface& surface) {
    const auto& picture = context.snapshot.heights;
    if (!picture || picture->content.columns < 2 || picture->content.rows < 2) return std::nullopt;
    if (picture->content.surface->traits().label != surface.traits().label) return std::nullopt;
    return height_field(*picture, context.state.landscape);
}

}  // namespace ravine
