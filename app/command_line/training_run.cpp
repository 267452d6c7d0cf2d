#include "app/command_line/training_run.hpp"

#include "app/command_line/stopwatch.hpp"
#include "engine/core/sparse_clock.hpp"
#include "engine/core/subnormals.hpp"
#include "engine/lab/ensemble_trainer.hpp"

namespace ravine {

namespace {

Scenario with_end(Scenario scenario, std::optional<int> epochs) {
    if (epochs && *epochs > 0) scenario.stop.epochs = *epochs;
    if (!scenario.stop.epochs) scenario.stop.epochs = standard_epochs;
    return scenario;
}

TrainingResult result_of(EnsembleTrainer& trainer, double seconds) {
    TrainingResult result;
    result.stop = trainer.stop_state();
    result.samples = trainer.samples_seen();
    result.seconds = seconds;
    result.history = trainer.history().rows();
    if (result.diverged()) trainer.take_back(EarlierState::lowest);
    result.model = trainer.model();
    result.train = trainer.train_metrics();
    result.validation = trainer.validation_metrics();
    result.penalty = trainer.penalty();
    if (trainer.members().size() == 1) return result;
    for (const auto& member : trainer.members()) result.members.push_back(member->validation_metrics());
    return result;
}

}  // namespace

Result<TrainingResult> run_training(const TrainingRequest& request, Machine machine) {
    auto trainer = EnsembleTrainer::create(with_end(request.opened.scenario, request.epochs), request.opened.folder,
                                           std::move(machine));
    if (!trainer) return trainer.error();
    (*trainer)->keep_whole_history();
    const Subnormals subnormals(true);
    const Stopwatch watch;
    SparseClock clock;
    if (request.epochs != 0)
        while ((*trainer)->step(watch.seconds(clock.now()))) {
        }
    const double seconds = request.epochs != 0 ? watch.seconds() : 0;
    TrainingResult result = result_of(**trainer, seconds);
    result.threads = request.threads;
    result.backend = (*trainer)->backend().id;
    result.way = (*trainer)->way();
    result.fell_back = (*trainer)->take_backend_note();
    if (const StopState& stop = (*trainer)->stop_state(); stop.reason == StopReason::failed)
        return system_error(stop.words, "", std::string(way_out));
    return result;
}

}  // namespace ravine
