#include "app/command_line/output_files.hpp"

#include <filesystem>
#include <utility>

#include "engine/io/files.hpp"

namespace ravine {

namespace fs = std::filesystem;

Result<OutputFolder> OutputFolder::create(const std::string& path) {
    OutputFolder folder;
    std::error_code ignored;
    folder.path_ = path;
    folder.made_ = !fs::exists(path, ignored);
    if (Status status = make_folder(path); !status) return status.error();
    return folder;
}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept
    : path_(std::exchange(other.path_, {})),
      made_(std::exchange(other.made_, false)),
      names_(std::exchange(other.names_, {})),
      status_(other.status_) {}

OutputFolder::~OutputFolder() {
    std::error_code ignored;
    for (const std::string& name : names_) fs::remove(temporary(name), ignored);
    if (made_) fs::remove(path_, ignored);  // only an empty folder goes
}

std::string OutputFolder::temporary(const std::string& name) const {
    return (fs::path(path_) / ("." + name + ".new")).string();
}

std::string OutputFolder::final_path(const std::string& name) const { return (fs::path(path_) / name).string(); }

void OutputFolder::add(std::string_view name, std::string_view content) {
    if (!status_) return;
    names_.emplace_back(name);
    const std::string place = final_path(names_.back());
    status_ = fs::is_directory(place) ? input_error("is a folder", place, "move it away")
                                      : write_file(temporary(names_.back()), content);
}

Status OutputFolder::commit() {
    std::error_code failure;
    for (; status_ && !names_.empty(); names_.erase(names_.begin())) {
        const std::string place = final_path(names_.front());
        fs::rename(temporary(names_.front()), place, failure);
        if (failure) status_ = system_error("cannot be written: " + failure.message(), place);
        if (failure) break;
    }
    return status_;
}

}  // namespace ravine
