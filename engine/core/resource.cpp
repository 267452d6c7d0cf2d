#include "engine/core/resource.hpp"

#include <algorithm>

#include "engine/core/resource_table.hpp"

namespace ravine {

std::span<const std::byte> resource(std::string_view path) {
    const auto& rows = resource_table();
    const auto row = std::ranges::find(rows, path, &ResourceRow::name);
    return row == rows.end() ? std::span<const std::byte>{} : std::span<const std::byte>{row->begin, row->end};
}

std::string_view resource_text(std::string_view path) {
    const auto bytes = resource(path);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<std::string_view> resource_names(std::string_view prefix) {
    std::vector<std::string_view> names;
    for (const ResourceRow& row : resource_table()) {
        if (row.name.starts_with(prefix)) names.push_back(row.name);
    }
    std::ranges::sort(names);
    return names;
}

}  // namespace ravine
