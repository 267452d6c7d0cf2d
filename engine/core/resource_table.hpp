#pragma once
// The table that the build generates (cmake/resources.cmake); used by resource.cpp alone.

#include <cstddef>
#include <string_view>
#include <vector>

namespace ravine {

/// One embedded file: the bytes [begin, end), followed by a zero byte that is not part of them.
struct ResourceRow {
    std::string_view name;
    const std::byte* begin;
    const std::byte* end;
};

/// All embedded files.
const std::vector<ResourceRow>& resource_table();

}  // namespace ravine
