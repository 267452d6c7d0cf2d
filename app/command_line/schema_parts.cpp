#include "app/command_line/schema_parts.hpp"

#include <utility>

namespace ravine::schema {

namespace {

Json number_or_whole(const Setting& setting, double value) {
    return setting.scale == Scale::integer ? Json(static_cast<long long>(value)) : Json(value);
}

}  // namespace

Json typed(std::string_view type, std::string_view description) {
    return {{"type", type}, {"description", description}};
}

Json of_setting(const Setting& setting, bool optional) {
    if (setting.scale == Scale::toggle) {
        Json json = typed("boolean", setting.help);
        json["default"] = setting.standard != 0;
        return json;
    }
    if (setting.scale == Scale::choice)
        return {{"enum", setting.choices},
                {"description", setting.help},
                {"default", format_setting(setting, setting.standard)}};
    Json json = typed(setting.scale == Scale::integer ? "integer" : "number", setting.help);
    if (optional) json["type"] = Json::array({json["type"], "null"});
    json["minimum"] = number_or_whole(setting, setting.least);
    json["maximum"] = number_or_whole(setting, setting.most);
    if (!optional) json["default"] = number_or_whole(setting, setting.standard);
    return json;
}

Json object_of(Json properties) {
    return {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
}

Json described(Json json, std::string_view description) {
    json["description"] = description;
    return json;
}

}  // namespace ravine::schema
