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

/// The path, or where there is something with this name already, the first of "name-2.svg", "name-3.svg" … that is
/// free.
std::string free_path(const std::string& path);

/// Creates the folder and its parents; fails where a file is in the way.
Status make_folder(const std::string& path);

}  // namespace ravine
