#pragma once
// Whole files in and out. Writing goes to a temporary name beside the target, is checked, and is then renamed.

#include <span>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"

namespace ravine {

/// Errors: missing, a folder, not readable, over 1 GiB.
Result<std::string> read_file(const std::string& path);

/// After success the file holds exactly `content`; after failure (full disk, no permission, a folder) what stood at
/// `path` before is untouched and no temporary file is left.
Status write_file(const std::string& path, std::string_view content);

/// Creates the folder and its parents; fails where a file is in the way.
Status make_folder(const std::string& path);

}  // namespace ravine
