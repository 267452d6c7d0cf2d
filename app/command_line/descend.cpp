#include "app/command_line/descend.hpp"

#include <fmt/format.h>

#include <iostream>

#include "app/command_line/arguments.hpp"
#include "app/command_line/options.hpp"
#include "engine/core/table.hpp"
#include "engine/io/files.hpp"
#include "engine/landscape/race.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {

namespace {

struct Options {
    std::string surface, optimizer, start, out;
    std::vector<std::string> assignments;
    long long steps = 100;
};

std::string known_keys(std::span<const Setting> first, std::span<const Setting> second) {
    std::vector<std::string_view> keys;
    for (const auto settings : {first, second})
        for (const Setting& setting : settings) keys.push_back(setting.key);
    return fmt::format("known: {}", fmt::join(keys, ", "));
}

/// Sets the key in the selection whose settings have it.
Status assign(const std::string& text, const OptimizerRow& optimizer, Selection& of_optimizer,
              const SurfaceRow& surface, Selection& of_surface) {
    const auto assignment = parse_assignment(text);
    if (!assignment) return assignment.error();
    const auto& [key, value] = *assignment;
    const bool is_optimizers = index_of_setting(optimizer.settings, key) >= 0;
    const std::span<const Setting> settings = is_optimizers ? optimizer.settings : surface.settings;
    const int index = index_of_setting(settings, key);
    if (index < 0)
        return input_error(fmt::format("unknown key '{}'", key), "--set",
                           known_keys(optimizer.settings, surface.settings));
    const Result<double> number = parse_setting(settings[static_cast<std::size_t>(index)], value, "--set " + key);
    if (!number) return number.error();
    (is_optimizers ? of_optimizer : of_surface).values[static_cast<std::size_t>(index)] = *number;
    return {};
}

Result<RaceSpecification> race_of(const Options& options) {
    const auto surface = require_row(surfaces(), options.surface, "surface", "--surface");
    if (!surface) return surface.error();
    const auto optimizer = require_row(optimizers(), options.optimizer, "optimizer", "--optimizer");
    if (!optimizer) return optimizer.error();
    RaceSpecification race;
    Selection of_surface = standard_selection(**surface);
    race.start = (*surface)->start;
    race.racers = {{std::string((*optimizer)->label), standard_selection(**optimizer)}};
    for (const std::string& assignment : options.assignments)
        if (Status status = assign(assignment, **optimizer, race.racers[0].optimizer, **surface, of_surface); !status)
            return status.error();
    race.surface = of_surface;
    if (!options.start.empty()) {
        const auto start = parse_pair(options.start, "--start");
        if (!start) return start.error();
        race.start = *start;
    }
    return race;
}

std::string path_csv(const RacerPath& path) {
    std::string text = "step,x,y,loss,gx,gy\n";
    for (std::size_t i = 0; i < path.steps.size(); ++i) {
        const RaceStep& step = path.steps[i];
        text += fmt::format("{},{},{},{},{},{}\n", i, step.x, step.y, step.loss, step.gradient_x, step.gradient_y);
    }
    return text;
}

Status descend(const Options& options) {
    if (Status status = check_range("--steps", options.steps, 0, most_race_steps); !status) return status;
    const Result<RaceSpecification> race = race_of(options);
    if (!race) return race.error();
    const Result<RaceResult> result = run_race(*race, static_cast<std::uint64_t>(options.steps));
    if (!result) return result.error();
    const RacerPath& path = result->paths[0];
    if (Status status = write_file(options.out, path_csv(path)); !status) return status;
    const std::string end = path.diverged_at
                                ? fmt::format("diverged at step {}", *path.diverged_at)
                                : fmt::format("loss {:.6g} after {} steps", path.steps.back().loss, options.steps);
    std::cout << fmt::format("{} on {}: {}; wrote {}\n", options.optimizer, options.surface, end, options.out);
    return {};
}

}  // namespace

std::string descend_details() {
    return "`path.csv` has the columns `step,x,y,loss,gx,gy`: where the optimizer is before the step that leaves it, "
           "with the "
           "loss and its gradient there. Row 0 is the start; with `--steps N` there are N + 1 rows. A path that "
           "diverges "
           "ends where it leaves the finite numbers; the program says so on standard output, and the exit code is "
           "0.\n\n"
           "`--set` takes the optimizer's settings and the surface's, such as `learning_rate=0.1` and "
           "`condition_number=100`; `ravine list optimizers` and `ravine list surfaces` name them.\n";
}

std::function<Status()> set_up_descend(CLI::App& app, const WindowDoor*) {
    auto options = std::make_shared<Options>();
    add_option(app, "--surface", options->surface, "Surface: " + known_ids(surfaces())).required().type_name("ID");
    add_option(app, "--optimizer", options->optimizer, "Optimizer: " + known_ids(optimizers()))
        .required()
        .type_name("ID");
    add_assignments(app, options->assignments, "One setting of the optimizer or the surface; may be repeated");
    add_option(app, "--start", options->start, "Where it starts; without it, the surface's usual start")
        .type_name("X,Y");
    add_option(app, "--steps", options->steps, "Steps to take").type_name("N").shows_default();
    add_option(app, "--out", options->out, "File for the path (CSV)").required().type_name("FILE");
    return [options] { return descend(*options); };
}

}  // namespace ravine
