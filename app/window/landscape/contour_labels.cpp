#include "app/window/landscape/contour_labels.hpp"

#include <cmath>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

/// Lines of that many cells across are as good as finer ones for words to be placed on.
constexpr int enough_cells = 200;

double height_in(const HeightField& field, std::size_t index) {
    return std::visit([&](const auto& values) { return static_cast<double>(values[index]); }, field.values);
}

}  // namespace

void ContourLabels::draw(ImDrawList& draw, const PlaneFrame& frame, const HeightField& field, const HeightView& view,
                         LabelRoom& room) {
    trace(field, view);
    place(frame, field, view, room);
    for (const ContourLabel& label : labels_) {
        const ContourMark& mark = view.contours().marks[label.mark];
        const ImVec2 size = text_size(mark.label, fonts().mono_small);
        const ImVec2 corner{std::round(static_cast<float>(label.middle.x) - 0.5f * size.x),
                            std::round(static_cast<float>(label.middle.y) - 0.5f * size.y)};
        const auto share = static_cast<float>(mark.share);  // the same all along the line
        draw.AddRectFilled({corner.x - px(3), corner.y + px(1)}, {corner.x + size.x + px(3), corner.y + size.y - px(1)},
                           height_colour(share), px(3));
        draw_text(draw, corner, mark.label, fonts().mono_small, height_ink(share));
    }
}

void ContourLabels::trace(const HeightField& field, const HeightView& view) {
    if (traced_version_ == field.version && traced_logarithmic_ == field.logarithmic) return;
    traced_version_ = field.version, traced_logarithmic_ = field.logarithmic;
    const auto& [left, right, bottom, top] = field.window;
    const HeightCells cells{field.columns, field.rows, {left, right, bottom, top}, [&](std::size_t index) {
                                return height_in(field, index);
                            }};
    trace_ = ContourTrace(cells, view.scale(), view.contours().marks, enough_cells);
}

void ContourLabels::place(const PlaneFrame& frame, const HeightField& field, const HeightView& view, LabelRoom& room) {
    std::vector<double> key{static_cast<double>(field.version), field.logarithmic ? 1.0 : 0.0,
                            static_cast<double>(px(1))};
    for (const float number : {frame.least.x, frame.least.y, frame.most.x, frame.most.y})
        key.push_back(static_cast<double>(number));
    const Window& window = frame.window;
    for (const double number : {window.x_least, window.x_most, window.y_least, window.y_most}) key.push_back(number);
    for (const Box& box : room.taken())
        for (const double number : {box.left, box.top, box.right, box.bottom}) key.push_back(number);
    if (key == placed_for_) return;
    placed_for_ = std::move(key);
    const PlaneMap map = frame.map();
    for (ContourLabel& label : labels_)  // they move with the plane
        label.middle = map.place(placed_on_.x(label.middle.x), placed_on_.y(label.middle.y));
    placed_on_ = map;
    const std::vector<ContourMark>& marks = view.contours().marks;
    const ContourLabelLook look{
        .text_height = static_cast<double>(text_size("0", fonts().mono_small).y),
        .width = [&](std::size_t i) { return static_cast<double>(text_size(marks[i].label, fonts().mono_small).x); },
        .slope = [&](Place at) { return trace_.slope(at, map); },
        .before = labels_};
    labels_ = place_contour_labels(trace_.drawn(map), marks, look, room);
}

}  // namespace ravine
