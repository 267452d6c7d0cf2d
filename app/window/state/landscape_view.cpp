#include "app/window/state/landscape_view.hpp"

#include <algorithm>
#include <span>

#include "engine/io/json_reader.hpp"

namespace ravine {
namespace {

void read_all(JsonObject& object, std::string_view key, std::span<double> numbers) {
    std::size_t count = 0;
    object.list(key, [&](const Json& value, const std::string& path) {
        double number = 0;
        read_number(object.context(), value, path, number);
        if (count < numbers.size()) numbers[count++] = number;
    });
}

void read_camera(JsonContext& context, const Json& value, Camera& camera) {
    JsonObject object(context, value, "camera");
    std::array<double, 3> angles{camera.azimuth, camera.elevation, camera.distance};
    std::array<double, 3> target{camera.target.x, camera.target.y, camera.target.z};
    read_all(object, "angles", angles);
    read_all(object, "target", target);
    object.finish();
    camera = {angles[0], angles[1], angles[2], {target[0], target[1], target[2]}};
}

void read_parts(JsonObject& object, LandscapeState& landscape) {
    std::array<double, 4> window{landscape.window.x_least, landscape.window.x_most, landscape.window.y_least,
                                 landscape.window.y_most};
    read_all(object, "window", window);
    landscape.window = {window[0], window[1], window[2], window[3]};
    object.flag("logarithmic_loss", landscape.logarithmic_loss);
    object.flag("logarithmic_heights", landscape.logarithmic_heights);
    object.flag("shades_heights", landscape.shades_heights);
    object.flag("shows_basins", landscape.shows_basins);
    object.text("loss_view", landscape.loss_view);
    std::uint64_t selected = 0;
    object.whole("selected_racer", selected);
    const std::size_t last = std::max<std::size_t>(landscape.race.racers.size(), 1) - 1;
    landscape.selected_racer = static_cast<int>(std::min<std::uint64_t>(selected, last));
    object.setting(goal_setting, landscape.goal);
    landscape.overlays.switched.clear();
    object.list("overlays", [&](const Json& value, const std::string& path) {
        read_text(object.context(), value, path, landscape.overlays.switched.emplace_back());
    });
    if (const Json* camera = object.find("camera")) read_camera(object.context(), *camera, landscape.camera);
}

}  // namespace

std::string view_text(const LandscapeState& landscape) {
    const Window& window = landscape.window;
    const Camera& camera = landscape.camera;
    const Json view = {{"window", {window.x_least, window.x_most, window.y_least, window.y_most}},
                       {"logarithmic_loss", landscape.logarithmic_loss},
                       {"logarithmic_heights", landscape.logarithmic_heights},
                       {"shades_heights", landscape.shades_heights},
                       {"shows_basins", landscape.shows_basins},
                       {"loss_view", landscape.loss_view},
                       {"selected_racer", landscape.selected_racer},
                       {std::string(goal_setting.key), landscape.goal},
                       {"overlays", landscape.overlays.switched},
                       {"camera",
                        {{"angles", {camera.azimuth, camera.elevation, camera.distance}},
                         {"target", {camera.target.x, camera.target.y, camera.target.z}}}}};
    return view.dump();
}

Status read_view(std::string_view text, LandscapeState& landscape) {
    const Result<JsonDocument> document = parse_json(text, "--view");
    if (!document) return document.error();
    JsonContext context{*document};
    JsonObject object(context, document->root, "");
    LandscapeState read = landscape;
    read_parts(object, read);
    object.finish();
    if (context.failed()) return *context.error;
    landscape = std::move(read);
    return {};
}

}  // namespace ravine
