#pragma once
// The table of compute back ends, picked by name at run time.

#include <span>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "engine/core/setting.hpp"

namespace ravine {

struct BackendRow {
    std::string_view id;
    std::string_view label;
    std::span<const Setting> settings;
    /// Success where this machine can run it; otherwise why not.
    Status (*available)();
};

std::span<const BackendRow> backends();

/// The back end for "auto" (the best available) or an id. Errors: unknown, or not available, and why.
Result<const BackendRow*> choose_backend(std::string_view name);

}  // namespace ravine
