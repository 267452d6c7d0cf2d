#include "engine/io/json_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/nearest_name.hpp"
#include "engine/core/shown_text.hpp"

namespace ravine {

namespace {

void read_choice(JsonContext& context, const Json& value, const Setting& setting, std::string_view path, double& out) {
    std::string name;
    read_text(context, value, path, name);
    if (context.failed()) return;
    for (std::size_t i = 0; i < setting.choices.size(); ++i)
        if (setting.choices[i] == name) {
            out = static_cast<double>(i);
            return;
        }
    context.fail(path, "unknown choice " + in_quotes(name), known_names_hint(name, setting.choices));
}

}  // namespace

void JsonContext::fail(std::string_view path, std::string what, std::string hint) {
    if (!failed()) error = input_error(std::move(what), document.place(path), std::move(hint));
}

void JsonContext::keep(const Status& status) {
    if (!status && !failed()) error = status.error();
}

void JsonContext::fail_type(std::string_view path, std::string_view wanted, const Json& value) {
    fail(path, fmt::format("must be {}, is {}", wanted, described(value)));
}

std::string described(const Json& value) {
    if (value.is_object()) return "an object";
    if (value.is_array()) return "a list";
    if (value.is_null()) return "null";
    if (value.is_string()) return "the text " + in_quotes(value.get_ref<const std::string&>());
    return shown_text(value.dump());
}

void read_text(JsonContext& context, const Json& value, std::string_view path, std::string& out) {
    if (!value.is_string()) return context.fail_type(path, "a text", value);
    out = value.get<std::string>();
}

void read_flag(JsonContext& context, const Json& value, std::string_view path, bool& out) {
    if (!value.is_boolean()) return context.fail_type(path, "true or false", value);
    out = value.get<bool>();
}

void read_whole(JsonContext& context, const Json& value, std::string_view path, std::uint64_t& out) {
    const bool whole = value.is_number_unsigned() || (value.is_number_integer() && value.get<std::int64_t>() >= 0);
    if (!whole)
        return context.fail_type(
            path, fmt::format("a whole number from 0 to {}", std::numeric_limits<std::uint64_t>::max()), value);
    out = value.get<std::uint64_t>();
}

void read_number(JsonContext& context, const Json& value, std::string_view path, double& out) {
    if (!value.is_number()) return context.fail_type(path, "a number", value);
    out = value.get<double>();
}

void read_setting(JsonContext& context, const Json& value, const Setting& setting, std::string_view path, double& out) {
    if (setting.scale == Scale::choice) return read_choice(context, value, setting, path, out);
    if (setting.scale == Scale::toggle) {
        bool on = out != 0;
        read_flag(context, value, path, on);
        out = on ? 1 : 0;
        return;
    }
    double number = out;
    read_number(context, value, path, number);
    if (context.failed()) return;
    context.keep(check_setting(setting, number, context.document.place(path)));
    if (!context.failed()) out = number;
}

Json setting_json(const Setting& setting, double value) {
    if (setting.scale == Scale::toggle) return value != 0;
    if (setting.scale == Scale::choice) return format_setting(setting, value);
    if (setting.scale == Scale::integer) return static_cast<std::int64_t>(value);
    return value;
}

JsonObject::JsonObject(JsonContext& context, const Json& value, std::string path)
    : context_(context), value_(&value), path_(std::move(path)) {
    if (!value.is_object()) context_.fail_type(path_, "an object", value);
}

const Json* JsonObject::find(std::string_view key) {
    if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.push_back(key);
    if (context_.failed()) return nullptr;
    const auto found = value_->find(std::string(key));
    return found == value_->end() ? nullptr : &*found;
}

const Json* JsonObject::require(std::string_view key) {
    const Json* value = find(key);
    if (!value) context_.fail(path_, fmt::format("the key '{}' is missing", key));
    return value;
}

void JsonObject::text(std::string_view key, std::string& out) {
    if (const Json* value = find(key)) read_text(context_, *value, path(key), out);
}

void JsonObject::flag(std::string_view key, bool& out) {
    if (const Json* value = find(key)) read_flag(context_, *value, path(key), out);
}

void JsonObject::whole(std::string_view key, std::uint64_t& out) {
    if (const Json* value = find(key)) read_whole(context_, *value, path(key), out);
}

void JsonObject::setting(const Setting& setting, double& out) {
    if (const Json* value = find(setting.key)) read_setting(context_, *value, setting, path(setting.key), out);
}

void JsonObject::settings(std::span<const Setting> settings, std::vector<double>& values) {
    for (std::size_t i = 0; i < settings.size(); ++i) setting(settings[i], values[i]);
}

void JsonObject::numbers(std::string_view key, std::span<double> out, std::string_view wanted) {
    if (!find(key)) return;
    std::vector<double> read;
    list(key,
         [&](const Json& value, const std::string& path) { read_number(context_, value, path, read.emplace_back()); });
    if (read.size() != out.size())
        return context_.fail(path(key), fmt::format("has {} numbers", read.size()), fmt::format("give {}", wanted));
    std::copy(read.begin(), read.end(), out.begin());
}

void JsonObject::finish() {
    if (context_.failed() || context_.forgiving == path_) return;
    for (const auto& [key, value] : value_->items()) {
        if (std::find(known_.begin(), known_.end(), key) == known_.end())
            return context_.fail(path(key), "unknown key " + in_quotes(key), known_names_hint(key, known_));
    }
}

}  // namespace ravine
