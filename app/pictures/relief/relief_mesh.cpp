#include "app/pictures/relief/relief_mesh.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "app/pictures/axis.hpp"
#include "app/pictures/colormaps.hpp"

namespace ravine {

namespace {

constexpr double line_strength = 0.34, seam = 0.4;  // pixels by which neighbours overlap

/// As the shader has it: full where the light falls straight on it.
double lit(const Vector3& normal) {
    constexpr Vector3 light{-0.36, -0.48, 0.8};
    return 0.66 + 0.36 * std::max(dot(normal, light), 0.0);
}

/// Round numbers of an axis.
std::vector<double> lines_along(double least, double most, int wanted) {
    const double step = ticks({0, most - least}, wanted)[1].value;
    std::vector<double> lines;
    for (double line = std::ceil(least / step); line * step <= most; ++line) lines.push_back(line * step);
    return lines;
}

class ReliefMesh {
  public:
    ReliefMesh(Drawing& drawing, const ReliefScene& scene, const ShapeLook& look)
        : drawing_(drawing), scene_(scene), look_(look), numbers_(scene.terrain.corners()) {}

    void draw() {
        for (const auto& [column, row] : cells_from_back()) draw_cell(column, row);
        draw_sides();
        draw_lines();
    }

  private:
    struct Corner {
        Vector3 place, normal;
        double share, known;
    };

    Corner corner(std::size_t index) const {
        const auto number = [&](std::size_t i) { return static_cast<double>(numbers_[8 * index + i]); };
        return {{number(0), number(1), number(2)}, {number(3), number(4), number(5)}, number(6), number(7)};
    }
    Corner corner(int column, int row) const {
        return corner(static_cast<std::size_t>(row) * static_cast<std::size_t>(scene_.terrain.columns()) +
                      static_cast<std::size_t>(column));
    }

    /// A ray from the eye comes to cells ever more columns and rows away.
    std::vector<std::array<int, 2>> cells_from_back() const {
        const int columns = scene_.terrain.columns() - 1, rows = scene_.terrain.rows() - 1;
        const Vector3& eye = scene_.view.eye();
        const auto eye_column = static_cast<int>(std::floor(0.5 * (eye.x + 1) * columns)),
                   eye_row = static_cast<int>(std::floor(0.5 * (eye.y / scene_.terrain.half_y() + 1) * rows));
        std::vector<std::array<int, 2>> cells;
        for (int row = 0; row < rows; ++row)
            for (int column = 0; column < columns; ++column) cells.push_back({column, row});
        const auto away = [&](const std::array<int, 2>& cell) {
            return std::abs(cell[0] - eye_column) + std::abs(cell[1] - eye_row);
        };
        std::ranges::stable_sort(cells, [&](const auto& a, const auto& b) { return away(a) > away(b); });
        return cells;
    }

    /// What of it is no hole.
    static std::vector<Vector3> known_part(std::span<const Corner> corners) {
        std::vector<Vector3> places;
        for (std::size_t i = 0; i < corners.size(); ++i) {
            const Corner &from = corners[i], &to = corners[(i + 1) % corners.size()];
            const double here = from.known - Terrain::least_known, there = to.known - Terrain::least_known;
            if (here >= 0) places.push_back(from.place);
            if ((here >= 0) != (there >= 0))
                places.push_back(from.place + (here / (here - there)) * (to.place - from.place));
        }
        return places;
    }

    void draw_polygon(std::span<const Corner> corners, Color color) {
        const std::vector<Vector3> places = known_part(corners);
        if (places.empty()) return;
        constexpr double nearest = 0.02;
        const Box& box = scene_.view.box();
        std::vector<Place> seen;
        bool is_inside = false;
        for (const Vector3& place : places) {
            const CameraView::Shown shown = scene_.view.project(place);
            if (shown.depth < nearest) return;
            is_inside = is_inside || box.holds(shown.at);
            seen.push_back(shown.at);
        }
        if (is_inside) drawing_.polygon(seen, color, seam);
    }

    void draw_cell(int column, int row) {
        const Corner corners[] = {corner(column, row), corner(column + 1, row), corner(column + 1, row + 1),
                                  corner(column, row + 1)};
        double light = 0, share = 0;
        for (const Corner& one : corners) {
            light += lit(one.normal) / 4;
            share += one.share / 4;
        }
        draw_polygon(corners, mix(rgb(0), sample(viridis, share), light));
    }

    /// Those that face the eye: nothing is in front of them.
    void draw_sides() {
        const bool is_light = look_.theme == &light_theme;
        const Color plain = mix(look_.theme->panel, look_.theme->line, is_light ? 0.5 : 0.9);
        std::size_t index =
            static_cast<std::size_t>(scene_.terrain.columns()) * static_cast<std::size_t>(scene_.terrain.rows());
        for (const int length :
             {scene_.terrain.columns(), scene_.terrain.columns(), scene_.terrain.rows(), scene_.terrain.rows()}) {
            const Corner first = corner(index);
            const bool faces_eye = dot(first.normal, scene_.view.eye() - first.place) > 0;
            for (int i = 0; faces_eye && i + 1 < length; ++i)
                draw_side_cell(index + 2 * static_cast<std::size_t>(i), plain);
            index += 2 * static_cast<std::size_t>(length);
        }
    }

    /// Upper and lower corner stand side by side.
    void draw_side_cell(std::size_t index, Color plain) {
        const Corner corners[] = {corner(index), corner(index + 2), corner(index + 3), corner(index + 1)};
        draw_polygon(corners, mix(rgb(0), plain, lit(corner(index).normal)));
    }

    void draw_lines() {
        const std::array<double, 4>& window = scene_.terrain.window();
        const int wanted = std::clamp(static_cast<int>(scene_.view.box().width() / (18 * look_.scale)), 8, 24);
        for (const double x : lines_along(window[0], window[1], wanted)) draw_line({x, window[2]}, {x, window[3]});
        for (const double y : lines_along(window[2], window[3], wanted)) draw_line({window[0], y}, {window[1], y});
    }

    void draw_line(const PlanePlace& from, const PlanePlace& to) {
        for (const std::array<PlanePlace, 2>& run : known_runs(from, to)) {
            const Vector3 ends[] = {scene_.terrain.lying_at(run[0][0], run[0][1]),
                                    scene_.terrain.lying_at(run[1][0], run[1][1])};
            for (const LinePart& part : path_line(scene_.terrain, scene_.view, ends))
                if (!part.is_hidden) drawing_.line(part.points, {with_alpha(rgb(0), line_strength), look_.scale});
        }
    }

    /// Where the line is over no hole.
    std::vector<std::array<PlanePlace, 2>> known_runs(const PlanePlace& from, const PlanePlace& to) const {
        constexpr int count = 8 * Terrain::most_cells;
        std::vector<std::array<PlanePlace, 2>> runs;
        bool goes_on = false;
        for (int i = 0; i <= count; ++i) {
            const double share = static_cast<double>(i) / count;
            const PlanePlace at{from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])};
            const bool is_known = !scene_.terrain.is_hole(scene_.terrain.box_x(at[0]), scene_.terrain.box_y(at[1]));
            if (is_known && !goes_on) runs.push_back({at, at});
            if (is_known) runs.back()[1] = at;
            goes_on = is_known;
        }
        return runs;
    }

    Drawing& drawing_;
    const ReliefScene& scene_;
    ShapeLook look_;
    std::vector<float> numbers_;  // of the terrain's corners
};

}  // namespace

void draw_relief_mesh(Drawing& drawing, const ReliefScene& scene, const ShapeLook& look) {
    ReliefMesh(drawing, scene, look).draw();
}

}  // namespace ravine
