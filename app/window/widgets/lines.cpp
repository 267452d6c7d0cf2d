#include "app/window/widgets/lines.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "app/pictures/clip.hpp"
#include "app/pictures/overdraw.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/pixels.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

/// What can be seen in the list's rectangle, with a margin.
Box seen_box(const ImDrawList& draw, float margin) {
    const ImVec2 least = draw.GetClipRectMin(), most = draw.GetClipRectMax();
    return box_between({least.x - margin, least.y - margin}, {most.x + margin, most.y + margin});
}

/// The parts of a line that can be seen: a racer that diverges is soon so far away that its dashes could not be
/// counted.
std::vector<std::vector<ImVec2>> seen_parts(std::span<const ImVec2> points, const Box& box) {
    std::vector<Place> places;
    places.reserve(points.size());
    for (const ImVec2 point : points) places.push_back(place_at(point));
    std::vector<std::vector<ImVec2>> parts;
    for (const std::vector<Place>& part : clip_line(places, box)) parts.push_back(pixels(part));
    return parts;
}

/// Points closer than a third of a pixel to the one before add nothing but work.
std::vector<ImVec2> thinned(std::span<const ImVec2> run) {
    std::vector<ImVec2> kept{run.front()};
    for (const ImVec2 point : run)
        if (std::abs(point.x - kept.back().x) + std::abs(point.y - kept.back().y) > 0.34f) kept.push_back(point);
    return kept;
}

/// The parts of a long line that lie where it has not been drawn yet; a short one is left as it is.
std::vector<std::vector<ImVec2>> without_overdraw(const Box& box, std::vector<ImVec2> run) {
    constexpr std::size_t long_enough = 200;
    if (run.size() < long_enough) return {std::move(run)};
    Overdraw passed(box);
    std::vector<std::vector<ImVec2>> parts;
    bool is_down = false;
    for (std::size_t i = 1; i < run.size(); ++i) {
        if (passed.hides(place_at(run[i - 1]), place_at(run[i]))) {
            is_down = false;
            continue;
        }
        if (!is_down) parts.push_back({run[i - 1]});
        is_down = true;
        parts.back().push_back(run[i]);
    }
    return parts;
}

/// True where the line turns back on itself at the middle point.
bool is_sharp(ImVec2 before, ImVec2 here, ImVec2 after) {
    return (here.x - before.x) * (after.x - here.x) + (here.y - before.y) * (after.y - here.y) < 0;
}

/// ImGui's joints grow thin in sharp corners, and it counts vertices in 16 bits where its indices have as many: so the
/// line goes in pieces, with a round joint at each corner.
void draw_solid(ImDrawList& draw, const std::vector<ImVec2>& run, ImU32 colour, float thickness) {
    constexpr std::size_t most = 4000;
    for (std::size_t begin = 0; begin + 1 < run.size();) {
        std::size_t end = begin + 1;
        while (end + 1 < run.size() && end - begin < most && !is_sharp(run[end - 1], run[end], run[end + 1])) ++end;
        draw.AddPolyline(run.data() + begin, static_cast<int>(end - begin + 1), colour, 0, thickness);
        if (thickness > 2 && end + 1 < run.size()) draw.AddCircleFilled(run[end], 0.5f * thickness, colour, 8);
        begin = end;
    }
}

void draw_dashed(ImDrawList& draw, const std::vector<ImVec2>& run, const LineLook& look) {
    float along = 0;
    for (std::size_t i = 1; i < run.size(); ++i) {
        const ImVec2 from = run[i - 1], to = run[i];
        const float length = std::hypot(to.x - from.x, to.y - from.y);
        for (float done = 0; done < length;) {
            const float phase = std::fmod(along + done, 2 * look.dash);
            const float left = std::min(length - done, (phase < look.dash ? look.dash : 2 * look.dash) - phase + 1e-3f);
            const auto at = [&](float share) {
                return ImVec2{from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
            };
            if (phase < look.dash)
                draw.AddLine(at(done / length), at((done + left) / length), look.colour, look.thickness);
            done += left;
        }
        along += length;
    }
}

}  // namespace

void draw_line(ImDrawList& draw, std::span<const ImVec2> points, const LineLook& look) {
    const float halo_thickness = look.thickness + 2 * whole_px(1);
    const Box box = seen_box(draw, halo_thickness);
    for (const std::vector<ImVec2>& part : seen_parts(points, box)) {
        if (look.dash > 0) {
            const std::vector<ImVec2> run = thinned(part);
            if (look.halo != 0) draw_solid(draw, run, look.halo, halo_thickness);
            draw_dashed(draw, run, look);
            continue;
        }
        const std::vector<std::vector<ImVec2>> shown = without_overdraw(box, thinned(part));
        if (look.halo != 0)
            for (const std::vector<ImVec2>& run : shown) draw_solid(draw, run, look.halo, halo_thickness);
        for (const std::vector<ImVec2>& run : shown) draw_solid(draw, run, look.colour, look.thickness);
    }
}

void draw_marker(ImDrawList& draw, ImVec2 at, float radius, ImU32 fill, ImU32 edge) {
    draw.AddCircleFilled(at, radius + px(2), edge, 24);
    draw.AddCircleFilled(at, radius, fill, 24);
}

void draw_pointed_at(ImDrawList& draw, ImVec2 at, float opacity) {
    const auto draw_cross_hairs = [&](ImU32 colour, float thickness) {
        const float inner = px(3), outer = px(10);
        for (const ImVec2 way : {ImVec2{1, 0}, ImVec2{-1, 0}, ImVec2{0, 1}, ImVec2{0, -1}})
            draw.AddLine({at.x + inner * way.x, at.y + inner * way.y}, {at.x + outer * way.x, at.y + outer * way.y},
                         colour, thickness);
    };
    draw_cross_hairs(with_alpha(IM_COL32_BLACK, 0.6f * opacity), px(3.6f));
    draw_cross_hairs(with_alpha(IM_COL32_WHITE, opacity), px(1.6f));
}

void draw_label(ImDrawList& draw, ImVec2 at, const char* text, ImFont* font, ImU32 colour) {
    const ImVec2 size = text_size(text, font);
    draw.AddRectFilled({at.x - px(3), at.y - px(1)}, {at.x + size.x + px(3), at.y + size.y + px(1)},
                       with_alpha(theme().halo, label_plate_opacity), px(3));
    draw_text(draw, at, text, font, colour);
}

}  // namespace ravine
