#include "app/pictures/relief/relief_axes.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "app/pictures/axis.hpp"

namespace ravine {
namespace {

/// Between the terrain and the walls around it.
constexpr double margin = 0.04;

double distance(Place a, Place b) { return std::hypot(b.x - a.x, b.y - a.y); }

/// One edge of the box with its numbers.
struct EdgeAxis {
    Vector3 from, to;     ///< the edge
    Vector3 outward;      ///< where its numbers stand, as seen from the edge
    Axis numbers;         ///< from the one end to the other
    double first, share;  ///< of the edge, that the numbers are along: the terrain is a little shorter
    double spacing;       ///< of its numbers, at least, in logical pixels
    std::string name;

    Vector3 at(double value) const { return from + (first + share * numbers.share(value)) * (to - from); }
};

class ReliefBox {
  public:
    ReliefBox(Drawing& drawing, const ReliefScene& scene, const ShapeLook& look)
        : drawing_(drawing), terrain_(scene.terrain), view_(scene.view), look_(look) {
        const Vector3& eye = view_.eye();
        far_x_ = eye.x > 0 ? -1 - margin : 1 + margin;
        far_y_ = eye.y > 0 ? -terrain_.half_y() - margin : terrain_.half_y() + margin;
    }

    void draw() {
        const Vector3 up{0, 0, relief_height};
        const std::array<Vector3, 4> floor{Vector3{far_x_, far_y_, 0}, Vector3{far_x_, -far_y_, 0},
                                           Vector3{-far_x_, -far_y_, 0}, Vector3{-far_x_, far_y_, 0}};
        const Color weak = look_.theme->line, strong = mix(weak, look_.theme->muted, 0.5);
        for (std::size_t i = 0; i < 4; ++i) edge(floor[i], floor[(i + 1) % 4], strong);
        for (const std::size_t i : {0, 1, 3}) edge(floor[i], floor[i] + up, i == 0 ? weak : strong);
        const EdgeAxis f = height_axis();
        for (const Tick& tick : offset_ticks(f.numbers, tick_count(f)).ticks) {
            const Vector3 level{0, 0, f.at(tick.value).z};
            edge(floor[0] + level, floor[1] + level, weak);
            edge(floor[0] + level, floor[3] + level, weak);
        }
        for (const EdgeAxis& axis : {x_axis(), y_axis(), f}) label(axis);
    }

  private:
    double px(double logical) const { return logical * look_.scale; }
    Place seen(const Vector3& point) const { return view_.project(point).at; }

    void edge(const Vector3& from, const Vector3& to, Color color) {
        for (const LinePart& part : straight_line(terrain_, view_, from, to))
            if (!part.is_hidden) drawing_.line(part.points, {color, px(1)});
    }

    EdgeAxis x_axis() const {
        const std::array<double, 4>& window = terrain_.window();
        const double most = 1 + margin;
        return {{-most, -far_y_, 0},
                {most, -far_y_, 0},
                {0, -far_y_, 0},
                {window[0], window[1]},
                margin / (2 * most),
                1 / most,
                36,
                "x"};
    }
    EdgeAxis y_axis() const {
        const std::array<double, 4>& window = terrain_.window();
        const double half = terrain_.half_y(), most = half + margin;
        return {{-far_x_, -most, 0},
                {-far_x_, most, 0},
                {-far_x_, 0, 0},
                {window[2], window[3]},
                margin / (2 * most),
                half / most,
                36,
                "y"};
    }
    /// Up the wall's end that is farther left on the screen.
    EdgeAxis height_axis() const {
        const Vector3 one{far_x_, -far_y_, 0}, other{-far_x_, far_y_, 0};
        const bool takes_one = seen(one).x < seen(other).x;
        const Vector3 foot = takes_one ? one : other;
        const Vector3 outward = takes_one ? Vector3{0, foot.y, 0} : Vector3{foot.x, 0, 0};
        return {foot, foot + Vector3{0, 0, relief_height}, outward, height_numbers(), 0, 1,
                14,   terrain_.scale().name("f")};
    }
    /// What is shown, from the box's floor on.
    Axis height_numbers() const {
        Axis axis = terrain_.scale().axis();
        const double share = terrain_.foot_share();
        axis.least = axis.logarithmic ? axis.least * std::pow(axis.most / axis.least, share)
                                      : axis.least + share * (axis.most - axis.least);
        return axis;
    }

    int tick_count(const EdgeAxis& axis) const {
        return 1 + static_cast<int>(distance(seen(axis.from), seen(axis.to)) / px(axis.spacing));
    }

    /// A unit step on the screen, away from the edge.
    Place outward(const EdgeAxis& axis, const Vector3& at) const {
        const Place from = seen(at), to = seen(at + 0.1 * axis.outward);
        const double far = std::max(distance(from, to), 1e-3);
        return {(to.x - from.x) / far, (to.y - from.y) / far};
    }

    /// Text whose nearest side is `gap` pixels away from the place.
    void text(Place at, Place away, double gap, const std::string& words, Face face, Color color) {
        const TextStyle style{color, px(12), face, Align::middle};
        const double width = drawing_.width_of(words, style), height = px(15);
        const double far = gap + 0.5 * (width * std::abs(away.x) + height * std::abs(away.y));
        drawing_.text({at.x + far * away.x, at.y + far * away.y + 0.27 * height}, words, style);
    }

    void label(const EdgeAxis& axis) {
        const Place from = seen(axis.from), to = seen(axis.to);
        const double edge_length = distance(from, to);
        if (edge_length < px(40)) return;  // seen from its end
        std::optional<Place> before;       // the last place with a number
        const OffsetTicks numbers = offset_ticks(axis.numbers, tick_count(axis));
        for (const Tick& tick : numbers.ticks) {
            const Vector3 place = axis.at(tick.value);
            const Place at = seen(place), away = outward(axis, place);
            if (before && distance(*before, at) < px(0.75 * axis.spacing)) continue;
            before = at;
            drawing_.line(at, {at.x + px(4) * away.x, at.y + px(4) * away.y}, {look_.theme->muted, px(1)});
            text(at, away, px(7), tick.label, Face::numbers, look_.theme->muted);
        }
        draw_name(axis, axis_name(axis.name, numbers));
    }

    /// Beyond the upper end of f, and beyond the numbers in the middle of the others.
    void draw_name(const EdgeAxis& axis, const std::string& name) {
        const bool is_upright = axis.from.z != axis.to.z;
        const Vector3 place = is_upright ? axis.to : 0.5 * (axis.from + axis.to);
        const Place away = is_upright ? Place{0, -1} : outward(axis, place);
        text(seen(place), away, px(is_upright ? 4 : 28), name, Face::text, look_.theme->text);
    }

    Drawing& drawing_;
    const Terrain& terrain_;
    const CameraView& view_;
    ShapeLook look_;
    double far_x_, far_y_;  // of the corner where the two walls meet
};

}  // namespace

void draw_relief_axes(Drawing& drawing, const ReliefScene& scene, const ShapeLook& look) {
    ReliefBox(drawing, scene, look).draw();
}

}  // namespace ravine
