#pragma once

#include <cstddef>
#include <string>

#include "engine/core/result.hpp"

namespace ravine {

/// The whole content of a file. Errors: missing, a folder, not readable, larger than `most` bytes.
Result<std::string> read_file(const std::string& path, std::size_t most = std::size_t{1} << 30);

}  // namespace ravine
