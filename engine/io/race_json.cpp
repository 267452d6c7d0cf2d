#include "engine/io/race_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "engine/io/selection_json.hpp"
#include "engine/io/surface_json.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {

namespace {

void read_color(JsonObject& object, int& color) {
    auto number = static_cast<std::uint64_t>(color);
    object.whole("color", number);
    if (number > most_racer_color)
        object.context().fail(object.path("color"), fmt::format("must be 0 to {}", most_racer_color));
    color = static_cast<int>(std::min<std::uint64_t>(number, most_racer_color));
}

Racer read_racer(JsonContext& context, const Json& value, const std::string& path, int color) {
    JsonObject object(context, value, path);
    Racer racer;
    racer.color = color;
    if (const Json* optimizer = object.require("optimizer"))
        racer.optimizer = read_selection(context, *optimizer, optimizers(), "optimizer", object.path("optimizer"));
    if (const OptimizerRow* row = find_row(optimizers(), racer.optimizer.id)) racer.name = row->label;
    object.text("name", racer.name);
    object.flag("visible", racer.visible);
    read_color(object, racer.color);
    if (object.find("start")) object.numbers("start", racer.start.emplace(), "[x, y]");
    object.finish();
    return racer;
}

void read_racers(JsonObject& object, RaceSpecification& race) {
    if (!object.find("racers")) return;
    race.racers.clear();
    object.list("racers", [&](const Json& racer, const std::string& path) {
        const auto color = static_cast<int>(race.racers.size() % (most_racer_color + 1));
        race.racers.push_back(read_racer(object.context(), racer, path, color));
    });
}

}  // namespace

RaceSpecification read_race_parts(JsonContext& context, const Json& value, const std::string& path) {
    JsonObject object(context, value, path);
    RaceSpecification race = standard_race();
    if (const Json* surface = object.find("surface"))
        race.surface = read_surface(context, *surface, object.path("surface"));
    race.start = natural_view(race.surface).start;
    read_racers(object, race);
    object.numbers("start", race.start, "[x, y]");
    object.setting(gradient_noise_setting, race.gradient_noise);
    object.whole("seed", race.seed);
    object.finish();
    return race;
}

Json race_parts_json(const RaceSpecification& race) {
    Json racers = Json::array();
    for (const Racer& racer : race.racers) {
        racers.push_back({{"name", racer.name},
                          {"optimizer", selection_json(racer.optimizer, optimizers())},
                          {"visible", racer.visible},
                          {"color", racer.color}});
        if (racer.start) racers.back()["start"] = *racer.start;
    }
    return {{"surface", surface_json(race.surface)},
            {"racers", std::move(racers)},
            {"start", race.start},
            {std::string(gradient_noise_setting.key), race.gradient_noise},
            {"seed", race.seed}};
}

}  // namespace ravine
