#include "engine/io/surface_json.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "engine/io/model_json.hpp"
#include "engine/io/model_parts.hpp"
#include "engine/io/selection_json.hpp"

namespace ravine {

namespace {

constexpr std::string_view formula_type = "formula", painted_type = "painted", network_type = "network";

void read_window(JsonObject& object, Window& window) {
    std::array<double, 4> bounds{window.x_least, window.x_most, window.y_least, window.y_most};
    object.numbers("window", bounds, "[x least, x most, y least, y most]");
    window = {bounds[0], bounds[1], bounds[2], bounds[3]};
}

Json window_json(const Window& window) { return {window.x_least, window.x_most, window.y_least, window.y_most}; }

Bump read_bump(JsonContext& context, const Json& value, const std::string& path) {
    JsonObject object(context, value, path);
    Bump bump;
    std::array<double, 2> at{};
    object.numbers("at", at, "[x, y]");
    bump.x = at[0], bump.y = at[1];
    object.setting(bump_height_setting, bump.height);
    object.setting(bump_width_setting, bump.width);
    object.finish();
    return bump;
}

Json bump_json(const Bump& bump) {
    return {{"at", {bump.x, bump.y}},
            {std::string(bump_height_setting.key), bump.height},
            {std::string(bump_width_setting.key), bump.width}};
}

/// "heights": rows from below, each a list of as many numbers as there are rows.
void read_heights(JsonObject& object, PaintedGround& ground) {
    const Json* rows = object.find("heights");
    if (!rows) return;
    ground.size = static_cast<int>(std::min<std::size_t>(rows->size(), PaintedGround::most_size + 1));
    object.list("heights", [&](const Json& row, const std::string& path) {
        if (!row.is_array() || row.size() != rows->size())
            return object.context().fail(path, "must be a list of as many numbers as there are rows");
        for (std::size_t i = 0; i < row.size(); ++i)
            read_number(object.context(), row[i], fmt::format("{}[{}]", path, i), ground.heights.emplace_back());
    });
}

SurfaceSpecification read_painted(JsonObject& object) {
    PaintedGround ground;
    read_window(object, ground.window);
    object.setting(bowl_setting, ground.bowl);
    read_heights(object, ground);
    object.list("bumps", [&](const Json& bump, const std::string& path) {
        ground.bumps.push_back(read_bump(object.context(), bump, path));
    });
    return ground;
}

Json own_json(const PaintedGround& ground) {
    Json bumps = Json::array(), rows = Json::array();
    for (const Bump& bump : ground.bumps) bumps.push_back(bump_json(bump));
    const auto size = static_cast<std::size_t>(ground.size);
    for (std::size_t row = 0; row < size; ++row)
        rows.push_back(std::vector(ground.heights.begin() + static_cast<std::ptrdiff_t>(row * size),
                                   ground.heights.begin() + static_cast<std::ptrdiff_t>((row + 1) * size)));
    return {{"type", painted_type},
            {"window", window_json(ground.window)},
            {std::string(bowl_setting.key), ground.bowl},
            {"heights", std::move(rows)},
            {"bumps", std::move(bumps)}};
}

/// "formula": the text; "parameters": { "a": 1, … }
SurfaceSpecification read_typed(JsonObject& object) {
    TypedFormula typed;
    if (object.require("formula")) object.text("formula", typed.text);
    read_window(object, typed.window);
    if (const Json* parameters = object.find("parameters")) {
        JsonObject all(object.context(), *parameters, object.path("parameters"));
        for (const auto& [name, value] : parameters->items())
            if (const Json* number = all.find(name)) {
                typed.parameters.push_back({name});
                read_number(object.context(), *number, all.path(name), typed.parameters.back().value);
            }
    }
    return typed;
}

Json own_json(const TypedFormula& typed) {
    Json parameters = Json::object();
    for (const FormulaParameter& parameter : typed.parameters) parameters[parameter.name] = parameter.value;
    return {{"type", formula_type},
            {"formula", typed.text},
            {"window", window_json(typed.window)},
            {"parameters", std::move(parameters)}};
}

/// The direction under this key: as many numbers as are learned.
void read_direction(JsonObject& object, std::string_view key, const Model& model, std::vector<float>& direction) {
    const Json* list = object.require(key);
    if (list == nullptr || !model.network) return;
    const auto read = read_parameters(object.context(), *list, object.path(key), model.network->parameter_count());
    if (read) direction = *read;
}

LossPlane read_plane(JsonContext& context, const Json& value, const std::string& path, const Model& model) {
    JsonObject object(context, value, path);
    LossPlane plane;
    Window window = window_of(plane);
    object.text("kind", plane.kind);
    read_window(object, window);
    plane.window = {window.x_least, window.x_most, window.y_least, window.y_most};
    read_direction(object, "first", model, plane.first);
    read_direction(object, "second", model, plane.second);
    if (model.parameters) plane.origin = *model.parameters;
    object.finish();
    return plane;
}

/// "model": a saved model; "plane": two directions through its parameters.
SurfaceSpecification read_slice(JsonObject& object) {
    JsonContext& context = object.context();
    auto model = std::make_shared<Model>();
    if (const Json* value = object.require("model")) *model = read_model_parts(context, *value);
    auto plane = std::make_shared<LossPlane>();
    if (const Json* value = object.require("plane"); value && !context.failed())
        *plane = read_plane(context, *value, object.path("plane"), *model);
    return NetworkSlice{std::move(model), std::move(plane)};
}

/// The model without what a slice does not need: its path, and other members.
Json own_json(const NetworkSlice& slice) {
    Model model = *slice.model;
    model.parameters = std::make_shared<const std::vector<float>>(slice.plane->origin);
    model.path.clear();
    model.other_members.clear();
    return {{"type", network_type},
            {"plane",
             {{"kind", slice.plane->kind},
              {"window", window_json(window_of(*slice.plane))},
              {"first", numbers_json(slice.plane->first)},
              {"second", numbers_json(slice.plane->second)}}},
            {"model", model_parts_json(model)}};
}

Json own_json(const Selection& selection) { return selection_json(selection, surfaces()); }

struct MadeSurface {
    std::string_view type;
    SurfaceSpecification (*read)(JsonObject& object);
};
constexpr MadeSurface made_surfaces[] = {
    {formula_type, read_typed}, {painted_type, read_painted}, {network_type, read_slice}};

}  // namespace

SurfaceSpecification read_surface(JsonContext& context, const Json& value, const std::string& path) {
    const auto type = value.is_object() ? value.find("type") : value.end();
    for (const MadeSurface& made : made_surfaces) {
        if (!value.is_object() || type == value.end() || *type != made.type) continue;
        JsonObject object(context, value, path);
        object.require("type");
        SurfaceSpecification specification = made.read(object);
        object.finish();
        if (!context.failed())
            if (const auto surface = make_surface(specification); !surface)
                context.fail(path, surface.error().what, surface.error().hint);
        return specification;
    }
    return read_selection(context, value, surfaces(), "surface", path);
}

Json surface_json(const SurfaceSpecification& specification) {
    return std::visit([](const auto& own) { return own_json(own); }, specification);
}

}  // namespace ravine
