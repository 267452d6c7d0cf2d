#pragma once
// Reading the keys of a JSON object one by one. The first error is kept and the rest is skipped, so that a reader is a
// plain list of what it reads; keys that nobody asked for are errors.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/setting.hpp"
#include "engine/io/json_text.hpp"

namespace ravine {

/// Shared by all readers of one document.
struct JsonContext {
    const JsonDocument& document;
    std::string forgiving = "-";  ///< path of the one object whose unknown keys are skipped; "-" is none
    std::optional<Error> error = {};

    bool failed() const { return error.has_value(); }
    /// Keeps the first error only.
    void fail(std::string_view path, std::string what, std::string hint = {});
    void keep(const Status& status);
    /// fail: "must be a number, is the text 'abc'".
    void fail_type(std::string_view path, std::string_view wanted, const Json& value);
};

/// The value as an error message shows it: "the text 'abc'", "an object", "-3".
std::string described(const Json& value);

/// Each reads one value at `path`, and leaves `out` as it is when the value does not fit.
void read_text(JsonContext& context, const Json& value, std::string_view path, std::string& out);
void read_flag(JsonContext& context, const Json& value, std::string_view path, bool& out);
/// A whole number from 0 to 2⁶⁴ − 1.
void read_whole(JsonContext& context, const Json& value, std::string_view path, std::uint64_t& out);
void read_number(JsonContext& context, const Json& value, std::string_view path, double& out);
/// A number, true or false, or a choice's name, as the setting is described, in its range.
void read_setting(JsonContext& context, const Json& value, const Setting& setting, std::string_view path, double& out);
/// What read_setting reads back.
Json setting_json(const Setting& setting, double value);

/// One object of the document. Keys that are missing leave their values as they are.
class JsonObject {
  public:
    /// Fails where the value is no object; then every key is missing.
    JsonObject(JsonContext& context, const Json& value, std::string path);

    JsonContext& context() { return context_; }
    std::string path(std::string_view key) const { return key_path(path_, key); }
    /// The key's value, or nullptr where it is missing. From now on the key is a known one.
    const Json* find(std::string_view key);
    /// The same; a missing key is an error.
    const Json* require(std::string_view key);

    void text(std::string_view key, std::string& out);
    void flag(std::string_view key, bool& out);
    void whole(std::string_view key, std::uint64_t& out);
    void setting(const Setting& setting, double& out);
    /// One value per setting.
    void settings(std::span<const Setting> settings, std::vector<double>& values);
    /// A list of as many numbers; `wanted`: "[x, y]".
    void numbers(std::string_view key, std::span<double> out, std::string_view wanted);
    /// Calls read(value, path) for each entry of the list; returns its length.
    template <class Read>
    std::size_t list(std::string_view key, Read read);

    /// Every key must have been asked for by now.
    void finish();

  private:
    JsonContext& context_;
    const Json* value_;
    std::string path_;
    std::vector<std::string_view> known_;
};

template <class Read>
std::size_t JsonObject::list(std::string_view key, Read read) {
    const Json* value = find(key);
    if (!value) return 0;
    if (!value->is_array()) context_.fail_type(path(key), "a list", *value);
    if (context_.failed()) return 0;
    for (std::size_t i = 0; i < value->size() && !context_.failed(); ++i) read((*value)[i], index_path(path(key), i));
    return value->size();
}

}  // namespace ravine
