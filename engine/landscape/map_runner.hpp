#pragma once
// The descents of a map, on whatever back end can run them.

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "engine/compute/backend_failure.hpp"
#include "engine/compute/backends.hpp"
#include "engine/core/table.hpp"
#include "engine/landscape/arrival_map.hpp"
#include "engine/landscape/basins.hpp"
#include "engine/landscape/descent_plan.hpp"
#include "engine/landscape/rate_map.hpp"

namespace ravine {

/// Runs cells of maps of one subject, however many columns and rows they have. Network slices, second-order optimizers
/// and formulas of unusual depth are the CPU's, whatever back end is asked for.
template <class Subject>
class MapRunner {
  public:
    explicit MapRunner(const Subject& subject, std::span<const DescentBackend> table = descent_backends())
        : subject_(subject), descents_(subject.surface, subject.question.conditions), table_(table) {}

    /// Who computes when this back end is asked: itself or the CPU.
    const BackendRow& who_computes(const BackendRow& backend) { return plan_of(backend) ? backend : cpu_backend(); }
    /// So many cells take about as long as one.
    std::size_t cells_at_once(const BackendRow& backend) {
        const DescentPlan* plan = plan_of(backend);
        return plan ? plan->cells_at_once() : 1;
    }
    /// Cells first … first + count − 1, row by row. Throws BackendFailure; the CPU can be asked then.
    void run(ArrivalMap<Subject>& map, std::size_t first, std::size_t count, ThreadPool& pool,
             const BackendRow& backend) {
        DescentPlan* plan = plan_of(backend);
        if (!plan) return run_cells(map, descents_, first, count, pool);
        try {
            run_cells(map, *plan, first, count, pool);
        } catch (const BackendFailure&) {
            forget_plan();
            throw;
        }
    }

  private:
    /// Null where the CPU computes; made when it is first asked for.
    DescentPlan* plan_of(const BackendRow& backend) {
        if (planned_for_ == &backend) return plan_.get();
        forget_plan();
        if (const DescentBackend* row = find_row(table_, backend.id))
            if (std::optional<DescentLists> lists = descent_lists(subject_)) plan_ = row->plan(*std::move(lists));
        planned_for_ = &backend;
        return plan_.get();
    }
    void forget_plan() {
        plan_.reset();
        planned_for_ = nullptr;
    }

    Subject subject_;
    Descents descents_;
    std::span<const DescentBackend> table_;
    const BackendRow* planned_for_ = nullptr;
    std::unique_ptr<DescentPlan> plan_;
};

/// All of it at once.
template <class Subject>
ArrivalMap<Subject> whole_map(const Subject& subject, ThreadPool& pool, const BackendRow& backend = cpu_backend()) {
    ArrivalMap<Subject> map = blank_map(subject, subject.question.columns, subject.rows());
    map.finest = true;
    MapRunner<Subject>(subject).run(map, 0, map.arrivals.size(), pool, backend);
    return map;
}

}  // namespace ravine
