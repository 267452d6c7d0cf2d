#pragma once
// Another program, started without a shell.

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"

namespace ravine {

/// Where PATH has this program; nothing where it has none.
std::optional<std::string> find_program(std::string_view name);

/// A program that runs beside this one. We hold the other ends of its standard input and output; what it says on
/// standard error is kept until it has ended. It is killed where nobody has waited for it.
class ChildProcess {
  public:
    /// `arguments`: without the program's name. `input`: all of its standard input, as a file; without it, we write.
    /// Error: it cannot be started.
    static Result<ChildProcess> start(const std::string& program, const std::vector<std::string>& arguments,
                                      std::optional<std::string_view> input = {});
    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&&) = delete;
    ~ChildProcess();

    /// False where it no longer reads: it has ended, or will.
    bool write(std::span<const std::byte> bytes);
    void close_input();
    /// The next line of its standard output; nothing at its end.
    std::optional<std::string> read_line();
    /// Asks it to end.
    void ask_to_end() const;
    /// Closes its input and waits for its end. Error: what it said last, where it did not end with 0.
    Status wait();

  private:
    ChildProcess() = default;

    pid_t process_ = -1;
    int input_ = -1, output_ = -1, errors_ = -1;
    std::string read_;  // behind the last line
    std::string name_;
};

}  // namespace ravine
