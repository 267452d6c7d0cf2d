#include "app/window/landscape/place_labels.hpp"

#include <fmt/format.h>

#include <cmath>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/lines.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

constexpr std::size_t most_labels = 9;  // of more minima, the crosses have to be enough

bool is_seen(const PlaneFrame& frame, const std::array<double, 2>& place) {
    return frame.box_with_margin(0).holds(frame.exact_place(place[0], place[1]));
}

/// Where the words have room: at the right or the left of the place, below or above it.
void add_label(std::vector<PlaceLabel>& labels, const PlaneFrame& frame, const std::array<double, 2>& place,
               std::string words, LabelRoom& room) {
    const ImVec2 at = frame.place(place[0], place[1]), size = text_size(words, fonts().small);
    const float right = at.x + px(14), left = at.x - px(14) - size.x, above = at.y - px(8) - size.y,
                below = at.y + px(8);
    for (const ImVec2 corner : {ImVec2{right, above}, ImVec2{right, below}, ImVec2{left, above}, ImVec2{left, below}}) {
        const Box box{static_cast<double>(corner.x - px(4)), static_cast<double>(corner.y - px(2)),
                      static_cast<double>(corner.x + size.x + px(4)), static_cast<double>(corner.y + size.y + px(2))};
        if (!room.is_free(box)) continue;
        room.take(box);
        labels.push_back({{std::round(corner.x), std::round(corner.y)}, std::move(words)});
        return;
    }
}

/// No words over a mark.
void take_mark(LabelRoom& room, const PlaneFrame& frame, const std::array<double, 2>& place) {
    const double edge = 2 * static_cast<double>(px(9));
    room.take(box_around(frame.exact_place(place[0], place[1]), edge, edge));
}

}  // namespace

std::vector<PlaceLabel> place_labels(const PlaneFrame& frame, const Surface& surface,
                                     const std::array<double, 2>& start, LabelRoom& room) {
    std::vector<std::array<double, 2>> seen;
    for (const auto& minimum : surface.traits().minima)
        if (is_seen(frame, minimum)) seen.push_back(minimum);
    for (const auto& minimum : seen) take_mark(room, frame, minimum);
    std::vector<PlaceLabel> labels;
    if (is_seen(frame, start)) {
        take_mark(room, frame, start);
        add_label(labels, frame, start, "start", room);
    }
    if (seen.size() > most_labels) return labels;
    for (const auto& minimum : seen)
        add_label(labels, frame, minimum, fmt::format("minimum {:.2f}", surface.value(minimum[0], minimum[1])), room);
    return labels;
}

void draw_place_labels(ImDrawList& draw, const std::vector<PlaceLabel>& labels) {
    for (const PlaceLabel& label : labels)
        draw_label(draw, label.corner, label.words.c_str(), fonts().small, theme().text);
}

void draw_minima(ImDrawList& draw, const PlaneFrame& frame, const Surface& surface) {
    for (const auto& minimum : surface.traits().minima) {
        if (!frame.box_with_margin(px(8)).holds(frame.exact_place(minimum[0], minimum[1]))) continue;
        const ImVec2 at = frame.place(minimum[0], minimum[1]);
        draw_cross(draw, at, px(6), IM_COL32(0, 0, 0, 120), 3.4f);
        draw_cross(draw, at, px(5), IM_COL32_WHITE);
    }
}

void draw_start(ImDrawList& draw, const PlaneFrame& frame, const std::array<double, 2>& start) {
    if (!frame.box_with_margin(px(12)).holds(frame.exact_place(start[0], start[1]))) return;
    const ImVec2 at = frame.place(start[0], start[1]);
    draw_ring(draw, at, px(7));
}

}  // namespace ravine
