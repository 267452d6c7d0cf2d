#include "app/window/recording/child_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "engine/core/shown_text.hpp"

namespace ravine {
namespace {

void close_file(int& file) {
    if (file >= 0) ::close(file);
    file = -1;
}

/// Ours and the child's end of a connection. Sockets, not pipes: writing to one that is closed can be kept from raising
/// SIGPIPE.
struct Ends {
    int ours = -1, childs = -1;

    bool open() {
        std::array<int, 2> both{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, both.data()) != 0) return false;
        ours = both[0], childs = both[1];
        return true;
    }
    ~Ends() {
        close_file(ours);
        close_file(childs);
    }
};

/// What posix_spawn does in the child before the program begins.
class SpawnActions {
  public:
    SpawnActions() { posix_spawn_file_actions_init(&actions_); }
    ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;

    void use(int file, int as) { posix_spawn_file_actions_adddup2(&actions_, file, as); }
    const posix_spawn_file_actions_t* get() const { return &actions_; }

  private:
    posix_spawn_file_actions_t actions_{};
};

/// A file in memory that holds the text; -1 where there can be none.
int memory_file(std::string_view text) {
    int file = ::memfd_create("ravine", MFD_CLOEXEC);
    if (file >= 0 && ::pwrite(file, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) close_file(file);
    return file;
}

Error start_error(const std::string& program, int code) {
    return system_error("cannot be started: " + std::generic_category().message(code), program);
}

/// The last line with words of what a file holds.
std::string last_line(int file) {
    std::string text;
    std::array<char, 4096> piece{};
    off_t at = 0;
    for (ssize_t count = 0; (count = ::pread(file, piece.data(), piece.size(), at)) > 0; at += count)
        text.append(piece.data(), static_cast<std::size_t>(count));
    const std::size_t end = text.find_last_not_of(" \r\n");
    if (end == std::string::npos) return {};
    text.resize(end + 1);
    return text.substr(text.find_last_of("\r\n") + 1);
}

}  // namespace

std::optional<std::string> find_program(std::string_view name) {
    const char* path = std::getenv("PATH");
    std::string_view folders = path != nullptr ? path : "";
    while (!folders.empty()) {
        const std::string_view folder = folders.substr(0, folders.find(':'));
        folders.remove_prefix(std::min(folder.size() + 1, folders.size()));
        const std::filesystem::path file = std::filesystem::path(folder) / name;
        std::error_code ignored;
        if (!folder.empty() && std::filesystem::is_regular_file(file, ignored) && ::access(file.c_str(), X_OK) == 0)
            return file.string();
    }
    return {};
}

Result<ChildProcess> ChildProcess::start(const std::string& program, const std::vector<std::string>& arguments,
                                         std::optional<std::string_view> text) {
    ChildProcess child;
    child.name_ = std::filesystem::path(program).filename().string();
    Ends input, output;
    child.errors_ = memory_file("");
    if (text) input.childs = memory_file(*text);
    const bool has_input = text ? input.childs >= 0 : input.open();
    if (child.errors_ < 0 || !has_input || !output.open()) return start_error(program, errno);
    SpawnActions actions;
    actions.use(input.childs, STDIN_FILENO);
    actions.use(output.childs, STDOUT_FILENO);
    actions.use(child.errors_, STDERR_FILENO);
    std::vector<char*> words{const_cast<char*>(program.c_str())};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    if (const int code = posix_spawn(&child.process_, program.c_str(), actions.get(), nullptr, words.data(), environ)) {
        child.process_ = -1;
        return start_error(program, code);
    }
    child.input_ = std::exchange(input.ours, -1);
    child.output_ = std::exchange(output.ours, -1);
    return child;
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      input_(std::exchange(other.input_, -1)),
      output_(std::exchange(other.output_, -1)),
      errors_(std::exchange(other.errors_, -1)),
      read_(std::move(other.read_)),
      name_(std::move(other.name_)) {}

ChildProcess::~ChildProcess() {
    if (process_ > 0) {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }
    close_file(input_);
    close_file(output_);
    close_file(errors_);
}

bool ChildProcess::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::send(input_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return true;
}

void ChildProcess::close_input() { close_file(input_); }

std::optional<std::string> ChildProcess::read_line() {
    std::array<char, 512> piece{};
    for (;;) {
        if (const std::size_t end = read_.find('\n'); end != std::string::npos) {
            std::string line = read_.substr(0, end);
            read_.erase(0, end + 1);
            return line;
        }
        const ssize_t count = ::read(output_, piece.data(), piece.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return {};
        read_.append(piece.data(), static_cast<std::size_t>(count));
    }
}

void ChildProcess::ask_to_end() const {
    if (process_ > 0) ::kill(process_, SIGTERM);
}

Status ChildProcess::wait() {
    close_input();
    int end = 0;
    while (::waitpid(process_, &end, 0) < 0 && errno == EINTR) continue;
    process_ = -1;
    if (WIFEXITED(end) && WEXITSTATUS(end) == 0) return {};
    const std::string said = shown_text(last_line(errors_), 300);
    return system_error(said.empty() ? "ended without a word" : said, name_);
}

}  // namespace ravine
