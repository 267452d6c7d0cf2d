#pragma once
// How far to go along a direction.

#include <span>
#include <vector>

#include "engine/optimize/objective.hpp"
#include "engine/optimize/step_record.hpp"

namespace ravine {

/// φ(t) = f(θ + t·d), φ′(t), and the gradient of f there.
struct LinePoint {
    double t = 0, loss = 0, slope = 0;
    std::vector<double> gradient;
};

/// What searches compute in; kept from step to step, so that they allocate nothing.
struct LineMemory {
    std::vector<double> position;
    LinePoint start, low, high, next;

    /// All that a search may need for so many parameters.
    void fit(std::size_t count);
};

class Line {
  public:
    /// `record`: where t, φ(t) and φ′(t) of each trial are noted, φ′ as 0 where it is not asked for.
    Line(Objective& objective, std::span<const double> from, std::span<const double> direction, LineMemory& memory,
         StepRecord* record = nullptr)
        : objective_(&objective), from_(from), direction_(direction), memory_(&memory), record_(record) {}

    std::span<const double> direction() const { return direction_; }
    /// θ + t·d, until the next call of any function of the line.
    std::span<const double> position(double t) const;
    /// Sets `point`, one of the memory's, which has been made fit.
    void look(double t, LinePoint& point) const;
    double loss(double t) const;
    LineMemory& memory() const { return *memory_; }

  private:
    Objective* objective_;
    std::span<const double> from_, direction_;
    LineMemory* memory_;
    StepRecord* record_;
};

/// What Armijo and Wolfe ask of a point, by loss and slope of it and of the start: that it is not too high (which it is
/// where its loss is not finite), and that it is flat enough.
bool is_too_high(const LinePoint& point, const LinePoint& start);
bool is_flat_enough(const LinePoint& point, const LinePoint& start);

/// Searches begin at memory().start (t = 0), where the slope is negative, and try t = `first` first. What they give is
/// one of the memory's points; it has t = 0 where there is nothing lower.
using LineSearch = const LinePoint& (*)(const Line& line, double first);

/// t = first, whatever is there.
const LinePoint& fixed_step(const Line& line, double first);
/// Halves t from `first` on until φ(t) ≤ φ(0) + 1e-4·t·φ′(0) (Armijo 1966); 0 where that never holds. Of `start` it
/// needs loss and slope alone.
double armijo_length(const Line& line, const LinePoint& start, double first);
/// By armijo_length.
const LinePoint& armijo_search(const Line& line, double first);
/// Until also |φ′(t)| ≤ 0.9·|φ′(0)|: t grows until a bracket is found, which cubics through its ends make narrower
/// (Nocedal & Wright 2006, algorithms 3.5 and 3.6). At most 25 tries.
const LinePoint& strong_wolfe_search(const Line& line, double first);

}  // namespace ravine
