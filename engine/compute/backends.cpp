#include "engine/compute/backends.hpp"

#include <algorithm>
#include <array>

#include "engine/compute/cpu/cpu_pictures.hpp"
#include "engine/compute/cpu/cpu_plan.hpp"
#include "engine/core/table.hpp"

#if RAVINE_CUDA
#include "engine/compute/cuda/cuda_pictures.hpp"
#include "engine/compute/cuda/cuda_plan.hpp"
#include "engine/compute/cuda/cuda_runs.hpp"
#include "engine/compute/cuda/device.hpp"
#endif

namespace ravine {

namespace {

// The CPU comes first and is always there; the best back end comes last: "auto" takes the last one that is available.
constexpr std::array rows = {
    BackendRow{.id = "cpu",
               .label = "CPU",
               .settings = {},
               .available = [] { return Status(); },
               .plan_single = make_cpu_plan<float>,
               .plan_precise = make_cpu_plan<double>,
               .passes = cpu_passes,
               .plane_losses = cpu_plane_losses},
#if RAVINE_CUDA
    BackendRow{.id = "cuda",
               .label = "CUDA",
               .settings = {},
               .available = cuda::device_status,
               .plan_single = make_cuda_plan<float>,
               .plan_precise = make_cuda_plan<double>,
               .passes = cuda_passes,
               .plane_losses = cuda_plane_losses,
               .takes = cuda_takes,
               .whole_runs = cuda_whole_runs,
               .device = [] { return cuda::device().name; },
               .surface_size = 513},
#else
    BackendRow{.id = "cuda",
               .label = "CUDA",
               .settings = {},
               .available = [] { return Status(system_error("this program was built without CUDA's compiler")); },
               .plan_single = nullptr,
               .plan_precise = nullptr,
               .passes = nullptr,
               .plane_losses = nullptr},
#endif
};
static_assert(is_sound_table(std::span<const BackendRow>(rows)));

}  // namespace

std::span<const BackendRow> backends() { return rows; }

Result<BackendChoice> choose_backend(std::string_view name, std::span<const BackendRow> table) {
    if (name == "auto") {
        const auto best = std::find_if(table.rbegin(), table.rend(),
                                       [](const BackendRow& row) { return static_cast<bool>(row.available()); });
        return BackendChoice(best == table.rend() ? cpu_backend() : *best, true);
    }
    const BackendRow* row = find_row(table, name);
    if (!row)
        return input_error("this build has no back end '" + std::string(name) + "'", "backend",
                           "known: auto, " + known_ids(table));
    if (Status status = row->available(); !status)
        return input_error("'" + std::string(name) + "' cannot be used here: " + status.error().message(), "backend",
                           "'auto' takes the best that can");
    return BackendChoice(*row);
}

}  // namespace ravine
