#include "app/window/landscape/timeline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/window/controls.hpp"
#include "app/window/landscape/race_view.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

/// A race that has just begun has room to be dragged into.
constexpr double least_end = 100;

double end_of(const LandscapeState& landscape) { return std::max(least_end, landscape.furthest); }

struct Track {
    ImVec2 left;
    float width;
    double end;

    float x(double step) const { return left.x + width * static_cast<float>(step / end); }
    double step(float pixel) const { return end * std::clamp<double>((pixel - left.x) / width, 0, 1); }
};

void draw_track(ImDrawList& draw, const Track& track, const LandscapeState& landscape, bool hovered) {
    const float half = std::max(1.0f, std::round(px(1.5f))), now = track.x(landscape.steps);
    const auto bar = [&](float right, ImU32 colour) {
        draw.AddRectFilled({track.left.x, track.left.y - half}, {right, track.left.y + half}, colour, half);
    };
    bar(track.left.x + track.width, theme().line);
    bar(track.x(landscape.furthest), theme().muted);
    bar(now, theme().accent);
    draw.AddCircleFilled({now, track.left.y}, px(hovered ? 7.0f : 6.5f), theme().light ? theme().accent : theme().text);
}

/// Where a racer has diverged.
void draw_marks(ImDrawList& draw, const Track& track, const PanelContext& context) {
    for (const RacerView& view : visible_racers(context)) {
        if (!view.path->diverged_at) continue;
        const auto far_away = step_far_away(*context.snapshot.race->surface, view.path->steps);
        const double step = static_cast<double>(far_away.value_or(*view.path->diverged_at));
        if (step > track.end) continue;
        const float x = track.x(step);
        draw.AddLine({x, track.left.y - px(7)}, {x, track.left.y + px(7)}, view.colour, px(2));
    }
}

void draw_words(ImDrawList& draw, ImVec2 corner, float width, float middle, const LandscapeState& landscape) {
    const std::string end = grouped(static_cast<std::uint64_t>(end_of(landscape)));
    const float top = middle - 0.5f * text_size(end, fonts().mono_small).y;
    draw_text(draw, {corner.x, top}, "step 0", fonts().mono_small, theme().muted);
    draw_text(draw, {corner.x + width - text_size(end, fonts().mono_small).x, top}, end, fonts().mono_small,
              theme().muted);
}

}  // namespace

float timeline_height() { return std::round(px(26)); }

void draw_timeline(PanelContext& context) {
    LandscapeState& landscape = context.state.landscape;
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, middle = std::round(corner.y + 0.5f * timeline_height());
    const float words = px(62);
    const Track track{{corner.x + words, middle}, width - 2 * words, end_of(landscape)};
    ImGui::SetCursorScreenPos({track.left.x - px(8), corner.y});
    ImGui::InvisibleButton("timeline", {track.width + px(16), timeline_height()});
    controls().note("timeline", {track.left.x, corner.y}, {track.left.x + track.width, corner.y + timeline_height()});
    if (ImGui::IsItemActive()) go_to_step(landscape, std::round(track.step(ImGui::GetIO().MousePos.x)));
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_words(draw, corner, width, middle, landscape);
    draw_track(draw, track, landscape, ImGui::IsItemHovered() || ImGui::IsItemActive());
    draw_marks(draw, track, context);
    explain_item({"Timeline", "Drag to look at any step of the race; playing goes on from there.", "", ""});
}

}  // namespace ravine
