#include "engine/io/race_json.hpp"

#include <fmt/format.h>

#include "engine/io/selection_json.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {

namespace {

Racer read_racer(JsonContext& context, const Json& value, const std::string& path) {
    JsonObject object(context, value, path);
    Racer racer;
    if (const Json* optimizer = object.require("optimizer"))
        racer.optimizer = read_selection(context, *optimizer, optimizers(), "optimizer", object.path("optimizer"));
    if (const OptimizerRow* row = find_row(optimizers(), racer.optimizer.id)) racer.name = row->label;
    object.text("name", racer.name);
    object.flag("visible", racer.visible);
    object.finish();
    return racer;
}

void read_racers(JsonObject& object, RaceSpecification& race) {
    if (!object.find("racers")) return;
    race.racers.clear();
    object.list("racers", [&](const Json& racer, const std::string& path) {
        race.racers.push_back(read_racer(object.context(), racer, path));
    });
}

void read_start(JsonObject& object, RaceSpecification& race) {
    std::vector<double> numbers;
    if (!object.find("start")) return;
    object.list("start", [&](const Json& value, const std::string& path) {
        read_number(object.context(), value, path, numbers.emplace_back());
    });
    if (numbers.size() != 2)
        return object.context().fail(object.path("start"), fmt::format("has {} numbers", numbers.size()),
                                     "give [x, y]");
    race.start = {numbers[0], numbers[1]};
}

}  // namespace

RaceSpecification read_race_parts(JsonContext& context, const Json& value, const std::string& path) {
    JsonObject object(context, value, path);
    RaceSpecification race = standard_race();
    if (const Json* surface = object.find("surface"))
        race.surface = read_selection(context, *surface, surfaces(), "surface", object.path("surface"));
    if (const SurfaceRow* row = find_row(surfaces(), race.surface.id)) race.start = row->start;
    read_racers(object, race);
    read_start(object, race);
    object.setting(gradient_noise_setting, race.gradient_noise);
    object.whole("seed", race.seed);
    object.finish();
    return race;
}

Json race_parts_json(const RaceSpecification& race) {
    Json racers = Json::array();
    for (const Racer& racer : race.racers)
        racers.push_back({{"name", racer.name},
                          {"optimizer", selection_json(racer.optimizer, optimizers())},
                          {"visible", racer.visible}});
    return {{"surface", selection_json(race.surface, surfaces())},
            {"racers", std::move(racers)},
            {"start", race.start},
            {std::string(gradient_noise_setting.key), race.gradient_noise},
            {"seed", race.seed}};
}

}  // namespace ravine
