#include "engine/optimize/rules/line_search.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace ravine {

namespace {

constexpr double sufficient_decrease = 1e-4, curvature_share = 0.9;
constexpr int most_tries = 25;
constexpr double least_width = 1e-9;  // of a bracket, in the largest component of θ

/// Where the cubic through losses and slopes of two points has its minimum, kept within bounds; their middle where it
/// has none.
double cubic_minimum(const LinePoint& a, const LinePoint& b, double least, double most) {
    const LinePoint &left = a.t <= b.t ? a : b, &right = a.t <= b.t ? b : a;
    const double bend = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.t - b.t);
    const double root = std::sqrt(bend * bend - a.slope * b.slope);
    const double share = (right.slope + root - bend) / (right.slope - left.slope + 2 * root);
    const double minimum = right.t - (right.t - left.t) * share;
    return std::isfinite(minimum) ? std::clamp(minimum, least, most) : (least + most) / 2;
}

/// Two points with a minimum between them, the lower one first.
class Bracket {
  public:
    Bracket(LinePoint& low, LinePoint& high) : low_(low), high_(high) { sort(); }

    const LinePoint& low() const { return low_; }
    double width() const { return std::abs(high_.t - low_.t); }

    /// By the cubic; twice in a row close to the same end, it is moved away from it.
    double next() {
        const double least = std::min(low_.t, high_.t), most = std::max(low_.t, high_.t), margin = 0.1 * width();
        const double t = cubic_minimum(low_, high_, least, most);
        const bool is_close = std::min(most - t, t - least) < margin;
        const bool is_moved = is_close && (was_close_ || t >= most || t <= least);
        was_close_ = is_close && !is_moved;
        if (!is_moved) return t;
        return most - t < t - least ? most - margin : least + margin;
    }
    /// Takes the point; what is left there is of no use.
    void replace_high(LinePoint& point) {
        std::swap(high_, point);
        sort();
    }
    void replace_low(LinePoint& point) {
        if (point.slope * (high_.t - low_.t) >= 0) std::swap(high_, low_);
        std::swap(low_, point);
    }

  private:
    void sort() {
        if (high_.loss < low_.loss) std::swap(low_, high_);  // what is no number is never the lower one
    }

    LinePoint &low_, &high_;
    bool was_close_ = false;
};

/// The bracket is between the memory's low and high.
const LinePoint& narrowed(const Line& line, int tries) {
    LineMemory& memory = line.memory();
    Bracket bracket(memory.low, memory.high);
    double largest = 0;
    for (double d : line.direction()) largest = std::max(largest, std::abs(d));
    for (; tries < most_tries && bracket.width() * largest >= least_width; ++tries) {
        LinePoint& point = memory.next;
        line.look(bracket.next(), point);
        if (is_too_high(point, memory.start) || point.loss >= bracket.low().loss)
            bracket.replace_high(point);
        else if (is_flat_enough(point, memory.start))
            return point;
        else
            bracket.replace_low(point);
    }
    return bracket.low();
}

}  // namespace

bool is_too_high(const LinePoint& point, const LinePoint& start) {
    return !(point.loss <= start.loss + sufficient_decrease * point.t * start.slope);
}

bool is_flat_enough(const LinePoint& point, const LinePoint& start) {
    return std::abs(point.slope) <= -curvature_share * start.slope;
}

void LineMemory::fit(std::size_t count) {
    position.resize(count);
    for (LinePoint* point : {&start, &low, &high, &next}) point->gradient.resize(count);
}

std::span<const double> Line::position(double t) const {
    std::vector<double>& position = memory_->position;
    position.assign(from_.begin(), from_.end());
    for (std::size_t i = 0; i < position.size(); ++i) position[i] += t * direction_[i];
    return position;
}

void Line::look(double t, LinePoint& point) const {
    point.t = t;
    point.loss = objective_->loss(position(t), point.gradient);
    point.slope = std::inner_product(direction_.begin(), direction_.end(), point.gradient.begin(), 0.0);
    note(record_, std::array{t, point.loss, point.slope});
}

double Line::loss(double t) const {
    const double loss = objective_->loss(position(t), {});
    note(record_, std::array{t, loss, 0.0});
    return loss;
}

const LinePoint& fixed_step(const Line& line, double first) {
    line.look(first, line.memory().next);
    return line.memory().next;
}

double armijo_length(const Line& line, const LinePoint& start, double first) {
    LinePoint point{first, 0, 0, {}};
    for (int tries = 0; tries < most_tries; ++tries, point.t /= 2) {
        point.loss = line.loss(point.t);
        if (!is_too_high(point, start)) return point.t;
    }
    return 0;
}

const LinePoint& armijo_search(const Line& line, double first) {
    const LinePoint& start = line.memory().start;
    const double t = armijo_length(line, start, first);
    return t == 0 ? start : fixed_step(line, t);
}

const LinePoint& strong_wolfe_search(const Line& line, double first) {
    auto& [position, start, before, point, next] = line.memory();
    before = start;
    line.look(first, point);
    for (int tries = 0; tries < most_tries; ++tries) {
        const bool is_higher = tries > 1 && point.loss >= before.loss;
        const bool has_bracket = is_too_high(point, start) || is_higher;
        if (!has_bracket && is_flat_enough(point, start)) return point;
        if (has_bracket || point.slope >= 0) return narrowed(line, tries);
        const double t = cubic_minimum(before, point, point.t + 0.01 * (point.t - before.t), 10 * point.t);
        std::swap(before, point);
        line.look(t, point);
    }
    return point.loss < start.loss ? point : start;
}

}  // namespace ravine
