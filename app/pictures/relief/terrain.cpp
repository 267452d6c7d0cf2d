#include "app/pictures/relief/terrain.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <variant>

#include "app/pictures/relief/camera.hpp"
#include "app/pictures/relief/thinned_grid.hpp"

namespace ravine {
namespace {

constexpr int block_cells = 4;
/// A point counts as on the surface up to this far below it, in shares of the box's height: its own cell must not hide
/// it.
constexpr double tolerance = 0.006;

std::size_t index_of(int column, int row, int columns) {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column);
}

/// Which cell between so many corners a place lies in: the nearest where it is beyond the edge, as far as it may be,
/// and the first where it is no number.
int cell_at(double place, int corners) {
    return place > 0 ? static_cast<int>(std::min(place, static_cast<double>(corners - 2))) : 0;
}

HeightScale scale_of(const HeightField& field) {
    return std::visit([&](const auto& values) { return HeightScale::of(values, field.logarithmic, field.floor); },
                      field.values);
}

/// NaN where there is no number.
std::vector<float> shares_of(const HeightField& field, const HeightScale& scale) {
    std::vector<float> shares;
    const auto share = [&](auto height) {
        const auto number = static_cast<double>(height);
        return std::isfinite(number) ? static_cast<float>(scale.share(number))
                                     : std::numeric_limits<float>::quiet_NaN();
    };
    std::visit(
        [&](const auto& values) {
            shares.resize(values.size());
            std::transform(values.begin(), values.end(), shares.begin(), share);
        },
        field.values);
    return shares;
}

/// The number that half a percent of the known ones are below; 0 where they hardly differ.
double low_quantile(const std::vector<float>& all, const std::vector<float>& known) {
    std::vector<float> shares;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (known[i] > 0) shares.push_back(all[i]);
    if (shares.empty()) return 0;
    const auto place = shares.begin() + static_cast<std::ptrdiff_t>(shares.size() / 200);
    std::nth_element(shares.begin(), place, shares.end());
    return *place < 0.9f ? static_cast<double>(*place) : 0;
}

/// Narrows [first, last] to where a + t·b lies between the limits.
void clip_to(double a, double b, double least, double most, double& first, double& last) {
    if (b == 0) {
        if (a < least || a > most) last = first - 1;
        return;
    }
    const double one = (least - a) / b, other = (most - a) / b;
    first = std::max(first, std::min(one, other));
    last = std::min(last, std::max(one, other));
}

}  // namespace

/// from + t · step for t from `first` to `last`, in units of cells and of z.
struct Terrain::Ray {
    Vector3 from, step;
    double first = 0, last = 1;

    /// What of the ray from a to b, or beyond b, lies over the block and not above all of it.
    Ray(const Terrain& terrain, const Vector3& a, const Vector3& b, double most) : last(most) {
        const double across = 0.5 * (terrain.columns_ - 1), along = 0.5 * (terrain.rows_ - 1) / terrain.half_y_;
        from = {(a.x + 1) * across, (a.y + terrain.half_y_) * along, a.z};
        step = {(b.x - a.x) * across, (b.y - a.y) * along, b.z - a.z};
        clip_to(from.x, step.x, 0, terrain.columns_ - 1, first, last);
        clip_to(from.y, step.y, 0, terrain.rows_ - 1, first, last);
        clip_to(from.z, step.z, -relief_height, relief_height, first, last);
    }
    Vector3 at(double t) const { return from + t * step; }
    /// Three quarters of a cell, or a fiftieth of the box's height.
    double stride() const {
        return std::min(0.75 / std::max({std::abs(step.x), std::abs(step.y), 1e-9}),
                        0.02 * relief_height / std::max(std::abs(step.z), 1e-9));
    }
    /// Where it leaves the block of cells that it is in at t.
    double block_end(double t) const {
        const auto end = [&](double a, double b) {
            if (b == 0) return last;
            const double block = (a + t * b) / block_cells;
            const double border = b > 0 ? std::floor(block) + 1 : std::ceil(block) - 1;
            return (border * block_cells - a) / b;
        };
        return std::min({end(from.x, step.x), end(from.y, step.y), last});
    }
};

Terrain::Terrain() : shares_(4), known_(4, 1.0f), heights_(4), ranges_(1) { find_block_tops(); }

Terrain::Terrain(const HeightField& field)
    : columns_(std::min(field.columns, most_cells + 1)),
      rows_(std::min(field.rows, most_cells + 1)),
      half_y_(std::clamp(static_cast<double>(field.rows) / field.columns, 0.5, 1.5)),
      scale_(scale_of(field)),
      window_(field.window) {
    std::vector<float> fine = shares_of(field, scale_);
    take_shares(fine, field.columns, field.rows);
    if (scale_.logarithmic()) foot_share_ = low_quantile(shares_, known_);
    fill_borders();
    const auto lift = [&](std::vector<float>& shares) {
        for (float& share : shares) share = static_cast<float>(lifted(static_cast<double>(share)));
    };
    lift(fine);
    heights_ = shares_;
    lift(heights_);
    find_ranges(fine, field.columns, field.rows);
    find_block_tops();
}

void Terrain::take_shares(const std::vector<float>& fine, int columns, int rows) {
    const auto is_number = [](float share) { return std::isfinite(share); };
    if (std::ranges::all_of(fine, is_number)) {
        shares_ = thinned_grid(fine, columns, rows, columns_, rows_);
        known_.assign(shares_.size(), 1.0f);
        return;
    }
    constexpr float too_little = 1e-3f;  // of roundings nothing is known
    std::vector<float> numbers = fine, are_numbers(fine.size());
    std::ranges::transform(fine, are_numbers.begin(), [&](float share) { return is_number(share) ? 1.0f : 0.0f; });
    std::ranges::replace_if(
        numbers, [&](float share) { return !is_number(share); }, 0.0f);
    shares_ = thinned_grid(numbers, columns, rows, columns_, rows_);
    known_ = thinned_grid(are_numbers, columns, rows, columns_, rows_);
    for (std::size_t i = 0; i < shares_.size(); ++i) {
        if (known_[i] < too_little) known_[i] = 0;
        shares_[i] = known_[i] > 0 ? shares_[i] / known_[i] : 0;
    }
}

/// Corners inside holes, as far as triangles of either stride go in from the border, get the mean of those beside them:
/// the surface ends as it comes.
void Terrain::fill_borders() {
    std::vector<bool> is_filled(known_.size());
    std::transform(known_.begin(), known_.end(), is_filled.begin(), [](float known) { return known > 0; });
    if (std::ranges::find(is_filled, false) == is_filled.end()) return;
    for (int round = 0; round < 2; ++round) {
        const std::vector<bool> were_filled = is_filled;
        for (int row = 0; row < rows_; ++row)
            for (int column = 0; column < columns_; ++column) {
                const std::size_t own = index_of(column, row, columns_);
                if (were_filled[own]) continue;
                float sum = 0;
                int count = 0;
                for (int y = std::max(row - 1, 0); y <= std::min(row + 1, rows_ - 1); ++y)
                    for (int x = std::max(column - 1, 0); x <= std::min(column + 1, columns_ - 1); ++x)
                        if (const std::size_t other = index_of(x, y, columns_); were_filled[other])
                            sum += shares_[other], ++count;
                if (count == 0) continue;
                shares_[own] = sum / static_cast<float>(count);
                is_filled[own] = true;
            }
    }
}

double Terrain::lifted(double share) const {
    return relief_height * std::clamp((share - foot_share_) / (1 - foot_share_), 0.0, 1.0);
}

void Terrain::find_ranges(std::span<const float> fine, int columns, int rows) {
    const int across = columns_ - 1, along = rows_ - 1;
    std::vector<Range> own(static_cast<std::size_t>(across) * static_cast<std::size_t>(along), {1e9f, -1e9f});
    const auto join = [](Range& range, float least, float most) {
        range = {std::min(range.least, least), std::max(range.most, most)};
    };
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const float value = fine[index_of(column, row, columns)];
            if (std::isfinite(value))
                join(own[index_of(column * across / columns, row * along / rows, across)], value, value);
        }
    for (int row = 0; row < along; ++row)
        for (int column = 0; column < across; ++column)
            for (const float corner : {z(column, row), z(column + 1, row), z(column, row + 1), z(column + 1, row + 1)})
                join(own[index_of(column, row, across)], corner, corner);
    ranges_ = own;
    for (int row = 0; row < along; ++row)
        for (int column = 0; column < across; ++column)
            for (int y = std::max(row - 1, 0); y <= std::min(row + 1, along - 1); ++y)
                for (int x = std::max(column - 1, 0); x <= std::min(column + 1, across - 1); ++x) {
                    const Range& other = own[index_of(x, y, across)];
                    join(ranges_[index_of(column, row, across)], other.least, other.most);
                }
}

void Terrain::find_block_tops() {
    const auto blocks = [](int corners) { return (corners - 2) / block_cells + 1; };
    blocks_across_ = blocks(columns_);
    block_tops_.assign(static_cast<std::size_t>(blocks_across_) * static_cast<std::size_t>(blocks(rows_)), -1e9f);
    for (int row = 0; row + 1 < rows_; ++row)
        for (int column = 0; column + 1 < columns_; ++column) {
            float& top = block_tops_[index_of(column / block_cells, row / block_cells, blocks_across_)];
            top = std::max({top, z(column, row), z(column + 1, row), z(column, row + 1), z(column + 1, row + 1)});
        }
}

double Terrain::height(double x, double y) const {
    const double across = std::clamp(0.5 * (x + 1), 0.0, 1.0) * (columns_ - 1),
                 along = std::clamp(0.5 * (y / half_y_ + 1), 0.0, 1.0) * (rows_ - 1);
    return is_hole_at(across, along) ? 0 : surface(across, along);
}

bool Terrain::is_hole(double x, double y) const {
    return is_hole_at(std::clamp(0.5 * (x + 1), 0.0, 1.0) * (columns_ - 1),
                      std::clamp(0.5 * (y / half_y_ + 1), 0.0, 1.0) * (rows_ - 1));
}

double Terrain::mixed(const std::vector<float>& values, double across, double along) const {
    const int column = cell_at(across, columns_), row = cell_at(along, rows_);
    const double u = across - column, v = along - row;
    const auto at = [&](int x, int y) { return static_cast<double>(values[index_of(x, y, columns_)]); };
    const double low = at(column, row), high = at(column + 1, row + 1);
    const double between = u > v ? at(column + 1, row) : at(column, row + 1);
    return u > v ? low + u * (between - low) + v * (high - between) : low + v * (between - low) + u * (high - between);
}

Vector3 Terrain::place(const GroundPoint& point) const {
    const double x = box_x(point.x), y = box_y(point.y), surface_z = height(x, y);
    if (!std::isfinite(point.loss) && is_hole(x, y)) return {x, y, 0};
    const double own_z = lifted(scale_.share(point.loss));
    const int column = cell_at(0.5 * (x + 1) * (columns_ - 1), columns_),
              row = cell_at(0.5 * (y / half_y_ + 1) * (rows_ - 1), rows_);
    // Between its values a fine grid may go on as steeply as around it: a logarithm's minimum is a spike.
    const Range& range = ranges_[index_of(column, row, columns_ - 1)];
    const auto least = static_cast<double>(range.least), most = static_cast<double>(range.most);
    const double spread = most - least + tolerance * relief_height;
    const bool is_beyond = std::abs(x) > 1 || std::abs(y) > half_y_;  // where nothing is known of the surface
    const bool is_on_it = is_beyond || (own_z >= least - spread && own_z <= most + spread);
    return {x, y, is_on_it ? surface_z : own_z};
}

bool Terrain::is_below(const Vector3& at) const { return at.z < surface(at.x, at.y) && !is_hole_at(at.x, at.y); }

/// The step of the ray on which it gets below the surface: before, and after. Both are the first one where it comes in
/// from the side.
std::optional<std::array<double, 2>> Terrain::first_below(const Ray& ray) const {
    const double stride = std::max(ray.stride(), 1e-4 * (ray.last - ray.first));
    double before = ray.first;
    for (double t = ray.first; t <= ray.last;) {
        const Vector3 at = ray.at(t);
        const int column = cell_at(at.x, columns_), row = cell_at(at.y, rows_);
        const auto top =
            static_cast<double>(block_tops_[index_of(column / block_cells, row / block_cells, blocks_across_)]);
        const double end = std::max(ray.block_end(t), t + 1e-3 * stride);
        const bool is_above_block = std::min(at.z, ray.at(end).z) > top;
        if (!is_above_block && is_below(at)) return std::array{before, t};
        before = t;
        t = is_above_block ? end + 1e-3 * stride : t + stride;
    }
    return std::nullopt;
}

std::optional<Vector3> Terrain::first_hit(const Vector3& from, const Vector3& to) const {
    const Ray ray(*this, from, to, 1e3);
    const auto step = first_below(ray);
    if (!step || (*step)[0] == (*step)[1]) return std::nullopt;
    double above = (*step)[0], below = (*step)[1];
    for (int i = 0; i < 30; ++i) {
        const double middle = 0.5 * (above + below);
        const Vector3 at = ray.at(middle);
        (is_below(at) ? below : above) = middle;
    }
    // Through a hole it comes in from the side.
    const Vector3 met = ray.at(below);
    if (met.z < surface(met.x, met.y) - tolerance * relief_height) return std::nullopt;
    return from + above * (to - from);
}

bool Terrain::hides(const Vector3& point, const Vector3& eye) const {
    return first_below(Ray(*this, point + Vector3{0, 0, tolerance * relief_height}, eye, 1)).has_value();
}

Vector3 Terrain::normal(int column, int row) const {
    const int left = std::max(column - 1, 0), right = std::min(column + 1, columns_ - 1);
    const int low = std::max(row - 1, 0), high = std::min(row + 1, rows_ - 1);
    const double dx = 2.0 * (right - left) / (columns_ - 1), dy = 2.0 * half_y_ * (high - low) / (rows_ - 1);
    const Vector3 up{static_cast<double>(z(left, row) - z(right, row)) / dx,
                     static_cast<double>(z(column, low) - z(column, high)) / dy, 1};
    return (1 / length(up)) * up;
}

std::vector<float> Terrain::corners() const {
    std::vector<float> numbers;
    const auto add = [&](int column, int row, float height, const Vector3& normal) {
        for (const double number : {2.0 * column / (columns_ - 1) - 1, half_y_ * (2.0 * row / (rows_ - 1) - 1),
                                    static_cast<double>(height), normal.x, normal.y, normal.z})
            numbers.push_back(static_cast<float>(number));
        numbers.push_back(shares_[index_of(column, row, columns_)]);
        numbers.push_back(known_[index_of(column, row, columns_)]);
    };
    const auto add_side = [&](int column, int row, const Vector3& normal) {
        add(column, row, z(column, row), normal);
        add(column, row, 0, normal);
    };
    for (int row = 0; row < rows_; ++row)
        for (int column = 0; column < columns_; ++column) add(column, row, z(column, row), normal(column, row));
    for (const int row : {0, rows_ - 1})
        for (int column = 0; column < columns_; ++column) add_side(column, row, {0, row == 0 ? -1.0 : 1.0, 0});
    for (const int column : {0, columns_ - 1})
        for (int row = 0; row < rows_; ++row) add_side(column, row, {column == 0 ? -1.0 : 1.0, 0, 0});
    return numbers;
}

std::vector<std::uint32_t> Terrain::triangles(int stride) const {
    using Index = std::uint32_t;
    const auto picked = [&](int count) {
        std::vector<Index> places;
        for (int place = 0; place < count - 1; place += stride) places.push_back(static_cast<Index>(place));
        places.push_back(static_cast<Index>(count - 1));
        return places;
    };
    const std::vector<Index> across = picked(columns_), along = picked(rows_);
    const auto width = static_cast<Index>(columns_);
    std::vector<Index> indices;
    const auto add_cell = [&](Index low, Index low_next, Index high, Index high_next) {
        for (const Index index : {low, low_next, high_next, low, high_next, high}) indices.push_back(index);
    };
    for (std::size_t j = 0; j + 1 < along.size(); ++j)
        for (std::size_t i = 0; i + 1 < across.size(); ++i)
            add_cell(along[j] * width + across[i], along[j] * width + across[i + 1], along[j + 1] * width + across[i],
                     along[j + 1] * width + across[i + 1]);
    Index side = width * static_cast<Index>(rows_);
    for (const std::vector<Index>* edge : {&across, &across, &along, &along}) {
        for (std::size_t i = 0; i + 1 < edge->size(); ++i)
            add_cell(side + 2 * (*edge)[i], side + 2 * (*edge)[i + 1], side + 2 * (*edge)[i] + 1,
                     side + 2 * (*edge)[i + 1] + 1);
        side += 2 * (edge->back() + 1);
    }
    return indices;
}

}  // namespace ravine
