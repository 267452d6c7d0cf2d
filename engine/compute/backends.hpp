#pragma once
// The table of compute back ends, picked by name at run time. To add one: a plan in a folder of its own, and its row.

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "engine/compute/backend_failure.hpp"
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
    // By what it computes; null where it is never available.
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
    /// Name of the hardware, where it is available: "NVIDIA H100". Null: the host's processor.
    std::string (*device)() = nullptr;
    /// Points along a side of the finest loss surface that nobody has to wait long for.
    int surface_size = 65;

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

/// A back end, and whether the CPU may stand in where it fails: it may after "auto", not where it was asked for by its
/// id.
struct BackendChoice {
    const BackendRow* row;
    bool may_fall_back;

    BackendChoice(const BackendRow& chosen = cpu_backend(), bool may_be_replaced = false)  // NOLINT: converts
        : row(&chosen), may_fall_back(may_be_replaced) {}
};

/// The back end for "auto" (the best available of the table) or an id. Errors: unknown, or not available, and why.
Result<BackendChoice> choose_backend(std::string_view name, std::span<const BackendRow> table = backends());

/// Where to compute: the host's threads, and a back end, which is the CPU unless another one is chosen.
struct Machine {
    std::shared_ptr<ThreadPool> pool;
    BackendChoice backend;

    Machine(std::shared_ptr<ThreadPool> threads, BackendChoice choice = {})  // NOLINT: converts
        : pool(std::move(threads)), backend(choice) {}
};

/// What `compute` gives of the chosen back end; or of the CPU, from the beginning, where that fails and may be
/// replaced. `note` then takes words for it. Else throws BackendFailure.
template <class Compute, class Note>
auto compute_by(BackendChoice choice, Compute&& compute, Note&& note) {
    try {
        return compute(*choice.row);
    } catch (const BackendFailure& failure) {
        if (!choice.may_fall_back || choice.row == &cpu_backend()) throw;
        note("went on with the CPU: " + std::string(failure.what()));
    }
    return compute(cpu_backend());
}

}  // namespace ravine
