#pragma once
// Pages of documentation that follow from the tables.

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"

namespace ravine {

struct Page {
    std::string_view file;  ///< "command_line.md"
    std::string text;
};

/// All of them, for the folder docs/.
Result<std::vector<Page>> generated_pages();

}  // namespace ravine
