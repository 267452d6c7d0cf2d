#pragma once
// Several files that belong together: all of them are there afterwards, or none has changed.

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"

namespace ravine {

/// Files in one folder. They are first written under temporary names and renamed when all of them are complete.
class OutputFolder {
  public:
    /// Makes the folder, parents included, unless it is there. Errors: a file is in its way, no permission.
    static Result<OutputFolder> create(const std::string& path);

    void add(std::string_view name, std::string content);
    /// Writes all files that were added. After a failure the files that stood there are as they were, no temporary
    /// file is left, and the folder is gone again if `create` made it.
    Status commit();
    /// Gives a folder that `create` made back, if nothing was written.
    void abandon();

  private:
    struct File {
        std::string name, content;
    };

    std::string temporary(const File& file) const;
    std::string final_path(const File& file) const;
    Status write_temporaries();

    std::string path_;
    bool made_ = false;
    std::vector<File> files_;
};

}  // namespace ravine
