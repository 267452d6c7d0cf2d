#include "app/window/landscape/contour_labels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

/// Lines of that many cells across are as good as finer ones for words to be placed on.
constexpr int enough_cells = 200;

/// From a place in the traced grid to the plane; the field's values lie in the middles of its cells.
std::array<double, 2> plane_place(const HeightField& field, const GridPlace& place, int stride) {
    const auto& [left, right, bottom, top] = field.window;
    return {left + (right - left) * (place.column * stride + 0.5) / field.columns,
            bottom + (top - bottom) * (place.row * stride + 0.5) / field.rows};
}

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
    stride_ = std::max(1, std::max(field.columns, field.rows) / enough_cells);
    columns_ = (field.columns - 1) / stride_ + 1, rows_ = (field.rows - 1) / stride_ + 1;
    shares_.clear();
    for (int row = 0; row < rows_; ++row)
        for (int column = 0; column < columns_; ++column) {
            const double height =
                height_in(field, static_cast<std::size_t>(row * stride_) * static_cast<std::size_t>(field.columns) +
                                     static_cast<std::size_t>(column * stride_));
            shares_.push_back(std::isfinite(height) ? view.scale().share(height)
                                                    : std::numeric_limits<double>::quiet_NaN());
        }
    std::vector<double> levels;
    for (const ContourMark& mark : view.contours().marks) levels.push_back(mark.share);
    lines_ = contour_lines(shares_, columns_, rows_, levels);
}

std::vector<DrawnContour> ContourLabels::lines_on(const PlaneFrame& frame, const HeightField& field) const {
    std::vector<DrawnContour> drawn;
    for (const ContourLine& line : lines_) {
        DrawnContour& contour = drawn.emplace_back(DrawnContour{line.level, {}});
        for (const GridPlace& at : line.places) {
            const auto [x, y] = plane_place(field, at, stride_);
            contour.places.push_back(frame.exact_place(x, y));
        }
        if (line.is_closed) contour.places.push_back(contour.places.front());
    }
    return drawn;
}

double ContourLabels::lines_per_pixel(Place place, const PlaneFrame& frame, const HeightField& field) const {
    const auto& [left, right, bottom, top] = field.window;
    const double x = frame.x(static_cast<float>(place.x)), y = frame.y(static_cast<float>(place.y));
    const auto near = [&](double share, int cells, int count) {
        return std::clamp(static_cast<int>(std::lround((share * cells - 0.5) / stride_)), 1, std::max(1, count - 2));
    };
    const int column = near((x - left) / (right - left), field.columns, columns_),
              row = near((y - bottom) / (top - bottom), field.rows, rows_);
    const auto at = [&](int i, int j) {
        return shares_[static_cast<std::size_t>(j) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(i)];
    };
    if (columns_ < 3 || rows_ < 3) return 0;
    const double across = stride_ * (right - left) / field.columns / (frame.window.x_most - frame.window.x_least) *
                          static_cast<double>(frame.width()),
                 up = stride_ * (top - bottom) / field.rows / (frame.window.y_most - frame.window.y_least) *
                      static_cast<double>(frame.height());
    return std::hypot((at(column + 1, row) - at(column - 1, row)) / (2 * across),
                      (at(column, row + 1) - at(column, row - 1)) / (2 * up));
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
    for (ContourLabel& label : labels_)  // they move with the plane
        label.middle = frame.exact_place(placed_frame_.x(static_cast<float>(label.middle.x)),
                                         placed_frame_.y(static_cast<float>(label.middle.y)));
    const std::vector<ContourMark>& marks = view.contours().marks;
    const ContourLabelLook look{
        .text_height = static_cast<double>(text_size("0", fonts().mono_small).y),
        .width = [&](std::size_t i) { return static_cast<double>(text_size(marks[i].label, fonts().mono_small).x); },
        .lines_per_pixel = [&](Place at) { return lines_per_pixel(at, frame, field); },
        .before = labels_};
    labels_ = place_contour_labels(lines_on(frame, field), marks, look, room);
    placed_frame_ = frame;
}

}  // namespace ravine
