#include "engine/compute/backends.hpp"

#include <array>

#include "engine/compute/cpu/cpu_pictures.hpp"
#include "engine/compute/cpu/cpu_plan.hpp"
#include "engine/core/table.hpp"

namespace ravine {

namespace {

// The CPU comes first and is always there; the best back end comes last: "auto" takes the last one that is available.
constexpr std::array<BackendRow, 1> rows{{
    {"cpu",
     "CPU",
     {},
     [] { return Status(); },
     make_cpu_plan<float>,
     make_cpu_plan<double>,
     cpu_passes,
     cpu_plane_losses},
}};
static_assert(is_sound_table(std::span<const BackendRow>(rows)));

}  // namespace

std::span<const BackendRow> backends() { return rows; }

Result<const BackendRow*> choose_backend(std::string_view name) {
    if (name == "auto") {
        const BackendRow* best = nullptr;
        for (const BackendRow& row : rows)
            if (row.available()) best = &row;
        if (best) return best;
        return system_error("no back end is available");
    }
    const BackendRow* row = find_row(backends(), name);
    if (!row)
        return input_error("this build has no back end '" + std::string(name) + "'", "backend",
                           "known: auto, " + known_ids(backends()));
    if (Status status = row->available(); !status) return status.error();
    return row;
}

}  // namespace ravine
