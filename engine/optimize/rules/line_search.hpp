#pragma once
// How far to go along a direction.

#include <span>
#include <vector>

#include "engine/optimize/objective.hpp"

namespace ravine {

/// φ(t) = f(θ + t·d), φ′(t), and the gradient of f there.
struct LinePoint {
    double t = 0, loss = 0, slope = 0;
    std::vector<double> gradient;
};

class Line {
  public:
    Line(Objective& objective, std::span<const double> from, std::span<const double> direction)
        : objective_(&objective), from_(from), direction_(direction) {}

    std::span<const double> direction() const { return direction_; }
    std::vector<double> position(double t) const;
    LinePoint at(double t) const;
    double loss(double t) const;

  private:
    Objective* objective_;
    std::span<const double> from_, direction_;
};

/// Searches begin at `start` (t = 0), where the slope is negative, and try t = `first` first. What they give has t = 0
/// where there is nothing lower.
using LineSearch = LinePoint (*)(const Line& line, const LinePoint& start, double first);

/// t = first, whatever is there.
LinePoint fixed_step(const Line& line, const LinePoint& start, double first);
/// Halves t from `first` on until φ(t) ≤ φ(0) + 1e-4·t·φ′(0) (Armijo 1966); 0 where that never holds.
double armijo_length(const Line& line, const LinePoint& start, double first);
/// By armijo_length.
LinePoint armijo_search(const Line& line, const LinePoint& start, double first);
/// Until also |φ′(t)| ≤ 0.9·|φ′(0)|: t grows until a bracket is found, which cubics through its ends make narrower
/// (Nocedal & Wright 2006, algorithms 3.5 and 3.6). At most 25 tries.
LinePoint strong_wolfe_search(const Line& line, const LinePoint& start, double first);

}  // namespace ravine
