#include "app/command_line/output_files.hpp"

#include <filesystem>

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

void OutputFolder::add(std::string_view name, std::string content) {
    files_.push_back({std::string(name), std::move(content)});
}

std::string OutputFolder::temporary(const File& file) const {
    return (fs::path(path_) / ("." + file.name + ".new")).string();
}

std::string OutputFolder::final_path(const File& file) const { return (fs::path(path_) / file.name).string(); }

Status OutputFolder::write_temporaries() {
    for (const File& file : files_) {
        if (fs::is_directory(final_path(file))) return input_error("is a folder", final_path(file), "move it away");
        if (Status status = write_file(temporary(file), file.content); !status) return status;
    }
    return {};
}

Status OutputFolder::commit() {
    Status status = write_temporaries();
    std::error_code failure;
    for (const File& file : files_) {
        if (!status) break;
        fs::rename(temporary(file), final_path(file), failure);
        if (failure) status = system_error("cannot be written: " + failure.message(), final_path(file));
    }
    if (status) return status;
    for (const File& file : files_) fs::remove(temporary(file), failure);
    abandon();
    return status;
}

void OutputFolder::abandon() {
    std::error_code ignored;
    if (made_) fs::remove(path_, ignored);  // only an empty folder goes
}

}  // namespace ravine
