#pragma once
// Which settings? A map of the learning rate and the optimizer's second main setting: whether and how soon a descent
// from one start arrives with them.

#include <array>
#include <optional>

#include "engine/landscape/arrival_map.hpp"
#include "engine/landscape/descent_plan.hpp"

namespace ravine {

/// Learning rates of the map's left and right edge; between them its axis is logarithmic.
inline constexpr double least_mapped_rate = 1e-4, most_mapped_rate = 10;

/// Index of the setting along the map's other axis, which is linear: the first after the learning rate that is no
/// detail and is edited on a linear scale (β, β₁, α, ρ). None for optimizers without one: their map has one row.
std::optional<std::size_t> second_setting(const OptimizerRow& row);

struct RateQuestion {
    Selection optimizer;  ///< what the other settings are
    std::array<double, 2> start{0, 0};
    DescentConditions conditions = {};
    int columns = 96, rows = 64;  ///< of the finest map

    bool operator==(const RateQuestion&) const = default;
};

/// Errors: settings, start, conditions or sizes out of range.
Status check_question(const RateQuestion& question);

struct RateSubject {
    std::shared_ptr<const Surface> surface;
    RateQuestion question;

    const OptimizerRow& optimizer() const;
    int rows() const { return second_setting(optimizer()) ? question.rows : 1; }
    bool operator==(const RateSubject&) const = default;
};

/// The middles of cells are learning rates across and values of the second setting up.
using RateMap = ArrivalMap<RateSubject>;

/// Settings at a place of the map, given as shares 0 … 1 of its width and height.
std::vector<double> settings_at(const RateQuestion& question, double across, double up);

void run_cells(RateMap& map, const Descents& descents, std::size_t first, std::size_t count, ThreadPool& pool);
void run_cells(RateMap& map, DescentPlan& plan, std::size_t first, std::size_t count, const ThreadPool& pool);
std::optional<DescentLists> descent_lists(const RateSubject& subject);

/// The largest eigenvalue of the Hessian at the minimum nearest to a place; none where no minimum is known.
std::optional<double> curvature_at_minimum(const Surface& surface, const std::array<double, 2>& near);

}  // namespace ravine
