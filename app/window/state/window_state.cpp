#include "app/window/state/window_state.hpp"

#include <algorithm>
#include <type_traits>
#include <variant>

#include "app/window/state/landscape_view.hpp"
#include "engine/core/table.hpp"
#include "engine/data/features.hpp"
#include "engine/data/generators.hpp"
#include "engine/network/losses.hpp"
#include "engine/network/network.hpp"

namespace ravine {
namespace {

int classes_of(const PointsSource& source) {
    int classes = std::max(source.classes, 2);
    for (const Point& point : source.points) classes = std::max(classes, static_cast<int>(point.target) + 1);
    return classes;
}

void settle_features(Scenario& scenario) {
    if (scenario.task != Task::curve) return;
    std::erase_if(scenario.features, [](const std::string& id) {
        const FeatureRow* row = find_row(features(), id);
        return row == nullptr || row->needs_x2;
    });
    if (scenario.features.empty()) scenario.features = standard_features(scenario.task);
}

void settle_loss(Scenario& scenario) {
    const std::optional<int> classes = known_classes(scenario);
    if (!classes || require_loss(scenario.loss.id, scenario.task, *classes, "loss")) return;
    if (const LossRow* row = find_row(losses(), standard_loss(scenario.task, *classes)))
        scenario.loss = standard_selection(*row);
}

/// Moves that a task has no meaning for.
void settle_augmentation(Scenario& scenario) {
    for (const AugmentationRow& row : augmentations())
        if (!row.fits(scenario.task)) scenario.augmentation.*row.amount = 0;
}

/// Given parameters that another network does not have.
void settle_initial_parameters(Scenario& scenario) {
    const std::optional<int> classes = known_classes(scenario);
    if (scenario.initial_parameters.empty() || !classes) return;
    const auto network = Network<float>::build(scenario.network, static_cast<int>(scenario.features.size()),
                                               scenario.task, *classes, scenario.loss);
    if (!network || (*network)->parameter_count() != scenario.initial_parameters.size())
        scenario.initial_parameters.clear();
}

bool is_same_kind(const GeneratorSource& a, const GeneratorSource& b) { return a.generator.id == b.generator.id; }
bool is_same_kind(const CsvSource& a, const CsvSource& b) { return a.path == b.path; }
bool is_same_kind(const PointsSource&, const PointsSource&) { return true; }

bool is_same_kind(const DataSource& a, const DataSource& b) {
    return std::visit(
        [&](const auto& source) {
            const auto* other = std::get_if<std::decay_t<decltype(source)>>(&b);
            return other != nullptr && is_same_kind(source, *other);
        },
        a);
}

void put_race(LandscapeState& landscape, const RaceSpecification& race) {
    choose_surface(landscape, race.surface);
    landscape.race = race;
}

/// With the maps of another lesson put away. Tests read the views of all lessons: none is refused.
void put_lesson_race(LandscapeState& landscape, const Lesson& lesson) {
    const LandscapeState usual;
    put_race(landscape, *lesson.race);
    go_to_step(landscape, static_cast<double>(lesson.steps));
    landscape.shows_basins = usual.shows_basins;
    landscape.loss_view = usual.loss_view;
    landscape.selected_racer = usual.selected_racer;
    if (!lesson.view.empty()) static_cast<void>(read_view(lesson.view, landscape));
}

}  // namespace

std::optional<int> known_classes(const Scenario& scenario) {
    if (scenario.task != Task::classify) return 0;
    if (const auto* source = std::get_if<PointsSource>(&scenario.data.source)) return classes_of(*source);
    if (const auto* source = std::get_if<GeneratorSource>(&scenario.data.source))
        if (const GeneratorRow* row = find_row(generators(), source->generator.id))
            return row->classes(source->generator.values);
    return std::nullopt;
}

void settle(Scenario& scenario) {
    if (own_weight_decay(scenario.optimizer) > 0) scenario.regularization.decoupled_weight_decay = 0;
    settle_features(scenario);
    settle_loss(scenario);
    settle_augmentation(scenario);
    settle_initial_parameters(scenario);
}

void open_lesson(WindowState& state, const Lesson& lesson) {
    state.lesson = lesson;
    state.lesson_page = 0;
    state.workspace = lesson.workspace;
    if (lesson.scenario) {
        state.scenario = *lesson.scenario;
        state.folder = ".";
        state.playground.window = PlaygroundState().window;
    }
    if (lesson.race) put_lesson_race(state.landscape, lesson);
}

void open_race(WindowState& state, const RaceFile& file) {
    state.workspace = "landscape";
    put_race(state.landscape, file.race);
    go_to_step(state.landscape, static_cast<double>(file.steps));
}

RaceFile shown_race(const LandscapeState& landscape) {
    return {landscape.race, static_cast<std::uint64_t>(landscape.steps)};
}

bool fits_lesson(const WindowState& state, const Lesson& lesson) {
    if (lesson.scenario && (lesson.scenario->task != state.scenario.task ||
                            !is_same_kind(lesson.scenario->data.source, state.scenario.data.source)))
        return false;
    return !lesson.race || is_same_kind(lesson.race->surface, state.landscape.race.surface);
}

void advance_clock(LandscapeState& landscape, double seconds) {
    landscape.steps = std::min<double>(landscape.steps + seconds * landscape.steps_per_second, most_race_steps);
    landscape.furthest = std::max(landscape.furthest, landscape.steps);
    landscape.is_racing = landscape.steps < most_race_steps;
}

void go_to_step(LandscapeState& landscape, double step) {
    landscape.is_racing = false;
    landscape.steps = std::clamp<double>(step, 0, most_race_steps);
    landscape.furthest = std::max(landscape.furthest, landscape.steps);
}

void restart_race(LandscapeState& landscape) {
    landscape.steps = landscape.furthest = 0;
    landscape.is_racing = false;
}

void choose_surface(LandscapeState& landscape, const SurfaceSpecification& surface) {
    restart_race(landscape);
    landscape.race.surface = surface;
    const NaturalView view = natural_view(surface);
    landscape.window = view.window;
    landscape.race.start = view.start;
}

}  // namespace ravine
