#pragma once
// Whole files out: written to a temporary name beside the target, checked, and then renamed. In: engine/core/read_file.

#include <span>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"

namespace ravine {

/// After success the file holds exactly `content`; after failure (full disk, no permission, a folder) what stood at
/// `path` before is untouched and no temporary file is left.
Status write_file(const std::string& path, std::string_view content);

/// Creates the folder and its parents; fails where a file is in the way.
Status make_folder(const std::string& path);

}  // namespace ravine
