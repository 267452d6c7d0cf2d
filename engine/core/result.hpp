#pragma once
// Expected failures are values: a function that can fail on user input returns Result<T> or Status.

#include <string>
#include <utility>
#include <variant>

namespace ravine {

/// Who has to act: the person who gave the input (exit code 2), or nobody on this side of the system (exit code 1).
enum class Fault { input, system };

/// One failure, in words for its reader.
struct Error {
    std::string what;   ///< what is wrong: "unknown optimizer 'adm'"
    std::string where;  ///< file, line or key path: "spiral.json: optimizer.type"; may be empty
    std::string hint;   ///< what would be right: "known: sgd, momentum, adam"; may be empty
    Fault fault = Fault::input;

    /// "where: what; hint" on one line.
    std::string message() const;
};

inline Error input_error(std::string what, std::string where = {}, std::string hint = {}) {
    return {std::move(what), std::move(where), std::move(hint), Fault::input};
}
inline Error system_error(std::string what, std::string where = {}, std::string hint = {}) {
    return {std::move(what), std::move(where), std::move(hint), Fault::system};
}

/// Either a value or what explains its absence. Reading the wrong one is a programming error (throws).
template <class T, class Reason = Error>
class [[nodiscard]] Result {
  public:
    Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
    Result(Reason error) : content_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return content_.index() == 0; }
    T& value() & { return std::get<0>(content_); }
    const T& value() const& { return std::get<0>(content_); }
    T&& value() && { return std::get<0>(std::move(content_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Reason& error() const { return std::get<1>(content_); }

  private:
    std::variant<T, Reason> content_;
};

/// Success, or the Error that explains the failure.
class [[nodiscard]] Status {
  public:
    Status() = default;
    Status(Error error) : error_(std::move(error)), failed_(true) {}

    explicit operator bool() const { return !failed_; }
    const Error& error() const { return error_; }

  private:
    Error error_;
    bool failed_ = false;
};

}  // namespace ravine
