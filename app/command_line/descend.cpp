#include "app/command_line/descend.hpp"

#include <fmt/format.h>

#include <cctype>
#include <filesystem>
#include <iostream>

#include "app/command_line/arguments.hpp"
#include "app/command_line/descend_picture.hpp"
#include "app/command_line/options.hpp"
#include "app/command_line/output_files.hpp"
#include "engine/core/shown_text.hpp"
#include "engine/core/table.hpp"
#include "engine/core/utf8.hpp"
#include "engine/io/files.hpp"
#include "engine/io/race_csv.hpp"
#include "engine/io/race_file.hpp"
#include "engine/landscape/race.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/landscape/verdict.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {

namespace {

struct Options {
    std::string race, surface, optimizer, start, out, picture;
    std::vector<std::string> assignments;
    std::optional<int> steps;
};

constexpr std::size_t longest_name = 60;

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
    for (const auto& [id, option] : {std::pair(&options.surface, "--surface"), {&options.optimizer, "--optimizer"}})
        if (id->empty()) return input_error("is required", option, "give it, or a race's file");
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

/// "converged to (3.00, 0.50); loss 1.2e-07 after 118 steps"
std::string standing(const RaceResult& result, std::size_t racer) {
    const RacerPath& path = result.paths[racer];
    const Verdict verdict =
        judge(*result.surface, result.specification.racers[racer].optimizer, {path.steps, path.diverged_at});
    return fmt::format("{}; loss {:.6g} after {} steps", verdict.words, path.steps.back().loss, path.steps.size() - 1);
}

Result<RaceResult> run(const Result<RaceSpecification>& race, long long steps) {
    if (!race) return race.error();
    if (Status status = check_setting(race_steps_setting, double(steps), "--steps"); !status) return status.error();
    return run_race(*race, static_cast<std::uint64_t>(steps));
}

Status write_picture(const Options& options, const RaceResult& race) {
    return options.picture.empty() ? Status() : write_file(options.picture, race_picture(race, options.picture));
}

Status descend_alone(const Options& options) {
    const Result<RaceResult> result =
        run(race_of(options), options.steps.value_or(static_cast<int>(race_steps_setting.standard)));
    if (!result) return result.error();
    if (Status status = write_picture(options, *result); !status) return status;
    if (Status status = write_file(options.out, path_csv(result->paths[0].steps)); !status) return status;
    std::cout << fmt::format("{} on {}: {}; wrote {}\n", options.optimizer, options.surface, standing(*result, 0),
                             options.out);
    return {};
}

/// "2-heavy_ball.csv": letters and digits of the racer's name, which may have any.
std::string path_file(std::size_t number, std::string_view name) {
    std::string file;
    for (const char c : name) {
        if (file.size() >= longest_name && !continues_character(c)) break;
        const bool is_kept = std::isalnum(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80;
        if (is_kept)
            file += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (!file.empty() && file.back() != '_')
            file += '_';
    }
    if (file.ends_with('_')) file.pop_back();
    return fmt::format("{}{}{}.csv", number, file.empty() ? "" : "-", file);
}

/// Nothing of the race is told twice.
Status check_alone(const Options& options) {
    for (const auto& [given, option] : {std::pair(!options.surface.empty(), "--surface"),
                                        {!options.optimizer.empty(), "--optimizer"},
                                        {!options.assignments.empty(), "--set"},
                                        {!options.start.empty(), "--start"}})
        if (given) return input_error("does not go with a race's file, which says it", option);
    return {};
}

Status descend_race(const Options& options) {
    if (Status status = check_alone(options); !status) return status;
    const Result<RaceFile> file = open_race_file(options.race);
    if (!file) return file.error();
    const Result<RaceResult> result =
        run(file->race, options.steps ? *options.steps : static_cast<long long>(file->steps));
    if (!result) return result.error();
    Result<OutputFolder> out = OutputFolder::create(options.out);
    if (!out) return out.error();
    std::string words;
    for (std::size_t i = 0; i < result->paths.size(); ++i) {
        const std::string& name = file->race.racers[i].name;
        const std::string written = path_file(i + 1, name);
        out->add(written, path_csv(result->paths[i].steps));
        words += fmt::format("{}: {}; wrote {}\n", shown_text(name), standing(*result, i),
                             (std::filesystem::path(options.out) / written).string());
    }
    if (Status status = write_picture(options, *result); !status) return status;
    if (Status status = out->commit(); !status) return status;
    std::cout << words;
    return {};
}

Status descend(const Options& options) {
    if (Status status = check_picture_name(options.picture, "--picture"); !status) return status;
    return options.race.empty() ? descend_alone(options) : descend_race(options);
}

}  // namespace

std::string descend_details() {
    return "With a [race](race.md), or the id of a lesson that has one, it runs all racers and writes a path for each "
           "into the folder `--out`, called by number and name: `1-sgd.csv`. The paths are those that the window "
           "shows, "
           "to the last bit. Without a race it runs one optimizer on one surface and writes the file `--out`.\n\n"
           "A path has the columns `step,x,y,loss,gx,gy`: where the optimizer is before the step that leaves it, with "
           "the loss and its gradient there. Row 0 is the start; with `--steps N` there are N + 1 rows. A path that "
           "diverges ends where it leaves the finite numbers. Standard output says how it stands with each racer at "
           "the end; the exit code is 0 also for one that diverges.\n\n"
           "`--set` takes the optimizer's settings and the surface's, such as `learning_rate=0.1` and "
           "`condition_number=100`; `ravine list optimizers` and `ravine list surfaces` name them.\n";
}

std::function<Status()> set_up_descend(CLI::App& app, const WindowDoor*) {
    auto options = std::make_shared<Options>();
    add_option(app, "race", options->race, "Race: a file, or a lesson's id; or give a surface and an optimizer")
        .type_name("RACE");
    add_option(app, "--surface", options->surface, "Surface: " + known_ids(surfaces())).type_name("ID");
    add_option(app, "--optimizer", options->optimizer, "Optimizer: " + known_ids(optimizers())).type_name("ID");
    add_assignments(app, options->assignments, "One setting of the optimizer or the surface; may be repeated");
    add_option(app, "--start", options->start, "Where it starts; without it, the surface's usual start")
        .type_name("X,Y");
    add_option(app, "--steps", options->steps,
               fmt::format("Steps to take; without it, those of the race's file, or {}", race_steps_setting.standard))
        .type_name("N");
    add_option(app, "--out", options->out, "File for the path (CSV); of a race, the folder for the paths")
        .required()
        .type_name("FILE|DIR");
    add_option(app, "--picture", options->picture, "Also draw contours and paths: FILE.png or FILE.svg")
        .type_name("FILE");
    return [options] { return descend(*options); };
}

}  // namespace ravine
