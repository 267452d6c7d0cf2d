#pragma once
// Several files that belong together: all of them are there afterwards, or none has changed.

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"

namespace ravine {

/// Files in one folder. They are first written under temporary names, one by one, so that none has to be kept in
/// memory, and renamed when all of them are complete. What has not been renamed when this is destroyed is removed, and
/// so is the folder if `create` made it and it is empty.
class OutputFolder {
  public:
    /// Makes the folder, parents included, unless it is there. Errors: a file is in its way, no permission.
    static Result<OutputFolder> create(const std::string& path);
    OutputFolder(OutputFolder&& other) noexcept;
    OutputFolder& operator=(OutputFolder&&) = delete;
    ~OutputFolder();

    /// After a failure, which `commit` tells of, no further file is written.
    void add(std::string_view name, std::string_view content);
    /// Gives all files that were added their names; after a failure the files that stood there are as they were.
    Status commit();

  private:
    OutputFolder() = default;
    std::string temporary(const std::string& name) const;
    std::string final_path(const std::string& name) const;

    std::string path_;
    bool made_ = false;
    std::vector<std::string> names_;  // of the files that wait under temporary names
    Status status_;
};

}  // namespace ravine
