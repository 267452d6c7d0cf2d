#pragma once
// A GPU's threads for maps of descents, one after another on the host.

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <utility>
#include <variant>

#include "engine/core/subnormals.hpp"
#include "engine/landscape/descent_plan.hpp"

namespace ravine::test {

/// In launches of 1, 2, 4, … steps, each of which begins with what the one before has left.
template <class Gradient>
Arrival descend(const DescentTask& task, const Gradient& gradient, const double* settings,
                const std::array<double, 2>& start) {
    DescentState state(task, start);
    for (int first = 0, last = 1; first < task.steps; first = last, last = std::min(2 * last, task.steps))
        continue_descent(task, gradient, settings, start, first, last, state);
    return arrival_of(task, start, state);
}

class HostDescents final : public DescentPlan {
  public:
    static constexpr std::size_t at_once = 100;
    static inline std::size_t cells_run = 0;

    explicit HostDescents(DescentLists lists) : lists_(std::move(lists)) {}

    std::size_t cells_at_once() const override { return at_once; }
    void run(const DescentCells& cells, const ThreadPool&) override {
        const Subnormals as_zero(true);  // as the processor has them in Descents
        const std::size_t each = cells.settings.empty() ? 0 : lists_.settings();
        for (std::size_t i = 0; i < cells.arrivals.size(); ++i)
            std::visit(
                [&](const auto& gradient) {
                    cells.arrivals[i] =
                        descend(lists_.task(), gradient, cells.settings.data() + i * each, {cells.x[i], cells.y[i]});
                },
                lists_.gradient().of);
        cells_run += cells.arrivals.size();
    }

  private:
    DescentLists lists_;
};

inline std::unique_ptr<DescentPlan> make_host_descents(DescentLists lists) {
    return std::make_unique<HostDescents>(std::move(lists));
}

}  // namespace ravine::test
