#pragma once
// Heights over a rectangle as a block with a curved top: what can be seen of it from where. The picture of it is in
// terrain_view.hpp, made of the same triangles.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "app/pictures/height_field.hpp"
#include "app/pictures/height_scale.hpp"
#include "app/pictures/relief/vector3.hpp"

namespace ravine {

/// A place in the plane, with a loss.
struct GroundPoint {
    double x = 0, y = 0, loss = 0;
};

/// In the box of camera.hpp.
class Terrain {
  public:
    static constexpr int most_cells = 96;  ///< along either side

    /// Flat.
    Terrain();
    /// field: at least 2 × 2 values, which need not be finite; its columns to rows give the box's proportion.
    explicit Terrain(const HeightField& field);

    int columns() const { return columns_; }  ///< of corners; cells are one fewer
    int rows() const { return rows_; }
    double half_y() const { return half_y_; }
    const HeightScale& scale() const { return scale_; }
    const std::array<double, 4>& window() const { return window_; }  ///< x least, x most, y least, y most

    /// Between the plane and the box.
    double box_x(double x) const { return 2 * (x - window_[0]) / (window_[1] - window_[0]) - 1; }
    double box_y(double y) const { return half_y_ * (2 * (y - window_[2]) / (window_[3] - window_[2]) - 1); }
    double plane_x(double x) const { return window_[0] + 0.5 * (x + 1) * (window_[1] - window_[0]); }
    double plane_y(double y) const { return window_[2] + 0.5 * (y / half_y_ + 1) * (window_[3] - window_[2]); }

    /// Height of the box's floor as a share of the scale. What is lower lies on the floor: with logarithms a minimum is
    /// a pit that grows ever deeper and narrower, and nobody could see the bottom of it.
    double foot_share() const { return foot_share_; }

    /// True where heights are no numbers: there is no surface. Beyond the edges as at the nearest edge.
    bool is_hole(double x, double y) const;
    /// The surface's z over a place of the box, as its triangles have it; beyond the edges that of the nearest edge.
    /// 0 over a hole.
    double height(double x, double y) const;
    /// Where a loss stands over a place of the plane: on the surface where that has the loss, as exactly as the size
    /// of its triangles allows, and beyond the edges; else above or below it. On the floor where there is no loss.
    Vector3 place(const GroundPoint& point) const;
    /// On the surface over a place of the plane.
    Vector3 lying_at(double x, double y) const { return {box_x(x), box_y(y), height(box_x(x), box_y(y))}; }

    /// Where the ray from `from` towards `to`, and on, first meets the surface from above; none where it misses the
    /// block or meets one of its sides or a hole's border.
    std::optional<Vector3> first_hit(const Vector3& from, const Vector3& to) const;
    /// True where the block stands between.
    bool hides(const Vector3& point, const Vector3& eye) const;

    /// For gl::Mesh: the surface's corners, then its sides'. Each is a place, a normal, its share of the scale, and how
    /// much of what is around it is known: in between, where less than `least_known` is, there is a hole.
    static constexpr std::array<int, 3> corner_parts{3, 3, 2};
    static constexpr double least_known = 0.5;
    std::vector<float> corners() const;
    /// stride 2: every second corner along both sides, and the outer ones.
    std::vector<std::uint32_t> triangles(int stride) const;

  private:
    struct Ray;
    struct Range {
        float least, most;
    };
    /// From shares of the scale to z.
    double lifted(double share) const;
    float z(int column, int row) const {
        return heights_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                        static_cast<std::size_t>(column)];
    }
    /// Between corners' values, at a place in units of cells.
    double mixed(const std::vector<float>& values, double across, double along) const;
    double surface(double across, double along) const { return mixed(heights_, across, along); }
    bool is_hole_at(double across, double along) const { return mixed(known_, across, along) < least_known; }
    void take_shares(const std::vector<float>& fine, int columns, int rows);
    void fill_borders();
    void find_ranges(std::span<const float> fine, int columns, int rows);
    void find_block_tops();
    Vector3 normal(int column, int row) const;
    /// `at` in units of cells and of z.
    bool is_below(const Vector3& at) const;
    std::optional<std::array<double, 2>> first_below(const Ray& ray) const;

    int columns_ = 2, rows_ = 2;
    double half_y_ = 1, foot_share_ = 0;
    HeightScale scale_;
    std::array<double, 4> window_{-1, 1, -1, 1};
    std::vector<float> shares_;      // of the scale, of the corners [rows × columns]
    std::vector<float> known_;       // shares of finite values around the corners [rows × columns]
    std::vector<float> heights_;     // z of the corners [rows × columns]
    std::vector<Range> ranges_;      // of the fine heights in and around each cell [(rows − 1) × (columns − 1)]
    std::vector<float> block_tops_;  // of blocks of cells
    int blocks_across_ = 0;
};

}  // namespace ravine
