#include "app/window/pictures/boundary_view.hpp"

#include <span>
#include <vector>

#include "app/window/look/theme.hpp"
#include "engine/data/task.hpp"

namespace ravine {

float region_strength() { return theme().light ? 0.62f : 0.70f; }

namespace {

/// Where `window` lies inside the map's own, as shares of it: left, bottom, width, height.
std::array<float, 4> part_of(const Window& map, const Window& window) {
    const double width = map.x_most - map.x_least, height = map.y_most - map.y_least;
    return {static_cast<float>((window.x_least - map.x_least) / width),
            static_cast<float>((window.y_least - map.y_least) / height),
            static_cast<float>((window.x_most - window.x_least) / width),
            static_cast<float>((window.y_most - window.y_least) / height)};
}

void set_colours(gl::PictureProgram& program) {
    std::array<float, 3 * most_classes> colours;
    for (int i = 0; i < most_classes; ++i) {
        const std::array<float, 3> rgb = to_rgb(class_colour(i));
        std::copy(rgb.begin(), rgb.end(), colours.begin() + 3 * i);
    }
    program.set_colours("class_colours", most_classes, colours.data());
    program.set_colours("unsure", 1, to_rgb(theme().panel).data());
    program.set_colours("line", 1, to_rgb(theme().light ? theme().text : IM_COL32_WHITE).data());
    program.set("strength", region_strength());
}

}  // namespace

// Of two classes one probability says it all: p₂ − p₁ = 2·p₂ − 1, drawn as a number between −1 and 1.
void BoundaryView::upload(const DecisionMap& map) {
    const bool two = map.planes == 2;
    const std::size_t plane = map.values.size() / static_cast<std::size_t>(map.planes);
    const auto drawn = [&](std::span<const float> values) { return two ? values.last(plane) : values; };
    const int planes = two ? 1 : map.planes;
    predictions_.upload(map.columns, map.rows, planes, drawn(map.values));
    if (map.members.empty()) return;
    std::vector<float> all;
    for (const UnsetVector<float>& member : map.members) {
        const std::span<const float> values = drawn(member);
        all.insert(all.end(), values.begin(), values.end());
    }
    members_.upload(map.columns, map.rows, planes * static_cast<int>(map.members.size()), all);
}

void BoundaryView::update(const Picture<DecisionMap>& map, const Window& window, int width, int height, double most) {
    const DecisionMap& content = map.content;
    const bool two = content.planes == 2;
    if (map.version != uploaded_ || !predictions_) upload(content);
    uploaded_ = map.version;
    const Window& of = content.window;
    std::vector<double> key{static_cast<double>(map.version),
                            window.x_least,
                            window.x_most,
                            window.y_least,
                            window.y_most,
                            of.x_least,
                            of.x_most,
                            of.y_least,
                            of.y_most,
                            most,
                            theme().light ? 1.0 : 0.0,
                            static_cast<double>(px(1))};
    picture_.draw(width, height, std::move(key), [&](gl::PictureProgram& program) {
        predictions_.bind(0);
        program.set("predictions", 0);
        if (!content.members.empty()) members_.bind(1);
        program.set("members", content.members.empty() ? 0 : 1);
        program.set("member_count", static_cast<int>(content.members.size()));
        program.set("member_line_width", px(0.9f));
        program.set("window", part_of(of, window));
        program.set("planes", two ? 1 : content.planes);
        program.set("scale", two ? 2.0f : 1.0f);
        program.set("offset", two ? -1.0f : 0.0f);
        program.set("most", static_cast<float>(most));
        program.set("line_width", px(1.5f));
        set_colours(program);
    });
}

}  // namespace ravine
