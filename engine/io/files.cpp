#include "engine/io/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace ravine {

namespace {

namespace fs = std::filesystem;

/// Owns an open file.
class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() { close(); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }
    /// False where closing reported an error: some file systems tell of a full disk only then.
    bool close() { return number_ < 0 || ::close(std::exchange(number_, -1)) == 0; }

  private:
    int number_;
};

/// Removes the file unless it was renamed.
class Temporary {
  public:
    explicit Temporary(std::string path) : path_(std::move(path)) {}
    ~Temporary() {
        if (!path_.empty()) ::unlink(path_.c_str());
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;

    const std::string& path() const { return path_; }
    void keep() { path_.clear(); }

  private:
    std::string path_;
};

/// The path was a bad choice (the user has to act), or the machine failed.
Error file_error(std::string_view action, const std::string& path, int code) {
    constexpr std::array bad_choices = {ENOENT, ENOTDIR, EISDIR, EACCES, EPERM, ENAMETOOLONG, ELOOP, EROFS};
    bool chosen = false;
    for (int bad : bad_choices) chosen = chosen || code == bad;
    std::string what = fmt::format("{}: {}", action, std::generic_category().message(code));
    return chosen ? input_error(std::move(what), path) : system_error(std::move(what), path);
}

Error folder_error(const std::string& path) { return input_error("is a folder", path, "name a file"); }

bool write_all(int file, std::string_view content) {
    while (!content.empty()) {
        const ssize_t count = ::write(file, content.data(), content.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        content.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

/// Devices and pipes, such as /dev/stdout, are written in place: a rename would replace the device itself.
Status write_in_place(const std::string& path, std::string_view content) {
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file || !write_all(file.number(), content) || !file.close()) return file_error("cannot write", path, errno);
    return {};
}

/// A name beside the target that no other thread or process takes.
std::string temporary_name(const std::string& path) {
    static std::atomic<unsigned> number = 0;
    const std::string name = fmt::format(".ravine-{}-{}.part", ::getpid(), number++);
    return (fs::path(path).parent_path() / name).string();
}

/// A piece at a time: what was written may be large.
bool reads_back(const std::string& path, std::string_view content) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 1 << 16> piece;
    while (file) {
        const ssize_t count = ::read(file.number(), piece.data(), piece.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return count == 0 && content.empty();
        const std::string_view read(piece.data(), static_cast<std::size_t>(count));
        if (!content.starts_with(read)) return false;
        content.remove_prefix(read.size());
    }
    return false;
}

Status fill_temporary(const std::string& temporary, const std::string& path, std::string_view content,
                      std::optional<mode_t> mode) {
    Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file && mode) ::fchmod(file.number(), *mode);  // a courtesy: the file is sound without it
    if (!file || !write_all(file.number(), content) || ::fsync(file.number()) != 0 || !file.close())
        return file_error("cannot write", path, errno);
    if (!reads_back(temporary, content)) return system_error("cannot write: the file reads back otherwise", path);
    return {};
}

/// `mode`: the permissions of the file that is replaced.
Status write_beside_and_rename(const std::string& path, std::string_view content, std::optional<mode_t> mode) {
    Temporary temporary(temporary_name(path));
    if (Status status = fill_temporary(temporary.path(), path, content, mode); !status) return status;
    if (::rename(temporary.path().c_str(), path.c_str()) != 0) return file_error("cannot write", path, errno);
    temporary.keep();
    return {};
}

/// The file that a chain of links ends at; the path itself where it is none.
std::string followed(const std::string& path) {
    std::error_code code;
    if (!fs::is_symlink(path, code)) return path;
    const fs::path target = fs::canonical(path, code);
    return code ? path : target.string();
}

}  // namespace

Status write_file(const std::string& path, std::string_view content) {
    if (path.empty()) return input_error("cannot write: the file has no name");
    const std::string target = followed(path);
    struct stat facts {};
    if (::stat(target.c_str(), &facts) != 0) return write_beside_and_rename(target, content, {});
    if (S_ISDIR(facts.st_mode)) return folder_error(path);
    if (!S_ISREG(facts.st_mode)) return write_in_place(target, content);
    if (::access(target.c_str(), W_OK) != 0) return file_error("cannot write", path, errno);
    return write_beside_and_rename(target, content, facts.st_mode & 0777);
}

std::string free_path(const std::string& path) {
    const fs::path wanted(path);
    std::error_code ignored;
    std::string free = path;
    for (int number = 2; fs::symlink_status(free, ignored).type() != fs::file_type::not_found && number < 10'000;
         ++number)
        free =
            (wanted.parent_path() / fmt::format("{}-{}{}", wanted.stem().string(), number, wanted.extension().string()))
                .string();
    return free;
}

Status make_folder(const std::string& path) {
    std::error_code code;
    fs::create_directories(path, code);
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) return {};
    if (!code) code = std::make_error_code(std::errc::not_a_directory);
    return file_error("cannot make the folder", path, code.value());
}

}  // namespace ravine
