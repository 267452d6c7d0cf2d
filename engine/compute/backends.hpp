#pragma once
// The table of compute back ends, picked by name at run time. To add one: a plan in a folder of its own, and its row.

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "engine/compute/pictures.hpp"
#include "engine/compute/plan.hpp"
#include "engine/compute/whole_runs.hpp"
#include "engine/core/result.hpp"
#include "engine/core/setting.hpp"

namespace ravine {

struct BackendRow {
    std::string_view id;
    std::string_view label;
    std::span<const Setting> settings;
    /// Success where this machine can run it; otherwise why not.
    Status (*available)();
    std::unique_ptr<Plan<float>> (*plan_single)(PlanParts<float> parts);
    std::unique_ptr<Plan<double>> (*plan_precise)(PlanParts<double> parts);
    void (*passes)(const PassesOrder& order, ThreadPool& pool);
    void (*plane_losses)(const PlaneLossesOrder& order, ThreadPool& pool);
    /// Whether whole_runs trains such a run; any number of threads may ask at the same time. Null, as whole_runs is:
    /// none; it is trained step by step, by a plan. Both may throw BackendFailure.
    bool (*takes)(const WholeRun& run) = nullptr;
    /// Trains runs that it takes, many at the same time; returns when all have ended. The caller's thread is its only
    /// one of the host's: the others train what it does not take.
    void (*whole_runs)(const WholeRunsOrder& order) = nullptr;

    template <class Scalar>
    std::unique_ptr<Plan<Scalar>> plan(PlanParts<Scalar> parts) const {
        if constexpr (sizeof(Scalar) == sizeof(float))
            return plan_single(std::move(parts));
        else
            return plan_precise(std::move(parts));
    }
};

std::span<const BackendRow> backends();

/// The one that is always there.
inline const BackendRow& cpu_backend() { return backends().front(); }

/// Where to compute: the host's threads, and a back end, which is the CPU unless another one is chosen.
struct Machine {
    std::shared_ptr<ThreadPool> pool;
    const BackendRow* backend;

    Machine(std::shared_ptr<ThreadPool> threads, const BackendRow& row = cpu_backend())  // NOLINT: converts
        : pool(std::move(threads)), backend(&row) {}
};

/// The back end for "auto" (the best available) or an id. Errors: unknown, or not available, and why.
Result<const BackendRow*> choose_backend(std::string_view name);

}  // namespace ravine
