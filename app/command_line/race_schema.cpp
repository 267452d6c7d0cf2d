#include "app/command_line/race_schema.hpp"

#include <string>

#include "app/command_line/schema_parts.hpp"
#include "engine/core/table.hpp"
#include "engine/io/race_file.hpp"
#include "engine/landscape/loss_plane.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {

namespace {

using namespace schema;

Json numbers(std::size_t count, std::string_view description) {
    Json json = typed("array", description);
    json["items"] = {{"type", "number"}};
    json["minItems"] = json["maxItems"] = count;
    return json;
}

/// A kind of surface that is told by its "type".
Json made_surface(std::string_view type, std::string_view title, Json own, const Window& window) {
    Json properties{{"type", {{"const", type}}}};
    properties.update(own);
    properties["window"] = numbers(4, "Where it is worth looking at: least x, most x, least y, most y.");
    properties["window"]["default"] = {window.x_least, window.x_most, window.y_least, window.y_most};
    Json json = object_of(std::move(properties));
    json["required"] = {"type"};
    json["title"] = title;
    return json;
}

Json formula_surface() {
    Json parameters = typed("object", "The value of each name that is neither x nor y; without it, 1.");
    parameters["additionalProperties"] = {{"type", "number"}};
    Json json = made_surface("formula", "A formula",
                             {{"formula", typed("string", "f(x, y) as one types it: \"(1 - x)^2 + a*(y - x^2)^2\".")},
                              {"parameters", std::move(parameters)}},
                             TypedFormula().window);
    json["required"].push_back("formula");
    return json;
}

Json bump_schema() {
    return object_of({{"at", numbers(2, "[x, y] of its middle.")},
                      {std::string(bump_height_setting.key), of_setting(bump_height_setting)},
                      {std::string(bump_width_setting.key), of_setting(bump_width_setting)}});
}

Json painted_surface() {
    Json heights = typed("array",
                         "Control points of a uniform cubic B-spline over the window: rows from below, as many as "
                         "each has numbers.");
    heights["items"] = {{"type", "array"}, {"items", {{"type", "number"}}}};
    heights["maxItems"] = PaintedGround::most_size;
    Json bumps = typed("array", "Gaussian hills and valleys, {\"at\": [x, y], \"height\", \"width\"} each.");
    bumps["items"] = bump_schema();
    bumps["maxItems"] = PaintedGround::most_bumps;
    return made_surface("painted", "Painted ground",
                        {{std::string(bowl_setting.key), of_setting(bowl_setting)},
                         {"heights", std::move(heights)},
                         {"bumps", std::move(bumps)}},
                        PaintedGround().window);
}

Json network_surface() {
    Json direction = typed("array", "A number for each parameter of the network that is learned.");
    direction["items"] = {{"type", "number"}};
    Json kind = described({{"enum", ids_of(planes())}}, "How the plane was found; it changes nothing.");
    Json plane = object_of({{"kind", std::move(kind)},
                            {"window", numbers(4, "Where it is worth looking at: least x, most x, least y, most y.")},
                            {"first", direction},
                            {"second", direction}});
    plane["required"] = {"first", "second"};
    Json model = typed("object",
                       "A trained model, as the file model.ravine has it. The surface is its mean loss over the "
                       "training points, without penalty, at θ + x·first + y·second.");
    Json json = object_of({{"type", {{"const", "network"}}},
                           {"plane", described(std::move(plane), "Two directions through the parameters.")},
                           {"model", std::move(model)}});
    json["required"] = {"type", "plane", "model"};
    json["title"] = "A slice of a network's loss";
    return json;
}

Json of_surface(const SurfaceSpecification& standard) {
    Json json = selection_of(surfaces(), "What the racers descend.", row_selection(standard)->id);
    for (Json& way : made_surface_schemas()) json["oneOf"].push_back(std::move(way));
    return json;
}

Json of_racers() {
    Json json = typed("array", "In their order; without it, SGD, momentum and Adam.");
    json["items"] = racer_schema();
    return json;
}

Json of_race(const RaceSpecification& standard) {
    Json seed = typed("integer", "Of the gradient noise.");
    seed["minimum"] = 0;
    seed["default"] = standard.seed;
    Json race = object_of({{"surface", of_surface(standard.surface)},
                           {"racers", of_racers()},
                           {"start", numbers(2, "[x, y] where they start; without it, the surface's usual start.")},
                           {std::string(gradient_noise_setting.key), of_setting(gradient_noise_setting)},
                           {"seed", std::move(seed)}});
    return described(std::move(race), "What is raced.");
}

}  // namespace

std::vector<Json> made_surface_schemas() { return {formula_surface(), painted_surface(), network_surface()}; }

Json racer_schema() {
    Json optimizer = selection_of(optimizers(), "An id, or an object with its settings.", "");
    optimizer.erase("default");
    Json color = typed("integer", "Of its path, as classes have them; without it, the next one.");
    color["minimum"] = 0;
    color["maximum"] = most_racer_color;
    Json visible = typed("boolean", "Whether the window draws its path.");
    visible["default"] = Racer().visible;
    Json json = object_of({{"optimizer", std::move(optimizer)},
                           {"name", typed("string", "Without it, the optimizer's.")},
                           {"visible", std::move(visible)},
                           {"color", std::move(color)},
                           {"start", numbers(2, "[x, y] of its own; without it, the race's.")}});
    json["required"] = {"optimizer"};
    return json;
}

Json race_schema() {
    Json json = object_of(
        {{"race", of_race(standard_race())}, {std::string(race_steps_setting.key), of_setting(race_steps_setting)}});
    json["required"] = {"race"};
    Json whole{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", "Ravine race"}};
    whole.update(json);
    return whole;
}

}  // namespace ravine
