#include "app/command_line/training_run.hpp"

#include "app/command_line/stopwatch.hpp"
#include "engine/lab/ensemble_trainer.hpp"

namespace ravine {

namespace {

Scenario with_end(Scenario scenario, std::optional<int> epochs) {
    if (epochs && *epochs > 0) scenario.stop.epochs = *epochs;
    if (!scenario.stop.epochs) scenario.stop.epochs = standard_epochs;
    return scenario;
}

TrainingResult result_of(Trainer<float>& trainer, double seconds) {
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
    return result;
}

Result<TrainingResult> run_one(const TrainingRequest& request, std::shared_ptr<ThreadPool> pool) {
    auto trainer =
        Trainer<float>::create(with_end(request.opened.scenario, request.epochs), request.opened.folder, pool);
    if (!trainer) return trainer.error();
    (*trainer)->keep_whole_history();
    const Stopwatch watch;
    if (request.epochs != 0)
        while ((*trainer)->step(watch.seconds())) {
        }
    return result_of(**trainer, request.epochs != 0 ? watch.seconds() : 0);
}

TrainingResult result_of(EnsembleTrainer& ensemble, double seconds, ThreadPool& pool) {
    TrainingResult result;
    result.stop = ensemble.stop_state();
    result.samples = ensemble.samples_seen();
    result.seconds = seconds;
    result.history = ensemble.history();
    ensemble.take_back_diverged();
    result.model = ensemble.model();
    result.train = prediction_metrics(result.model, Split::train, pool);
    result.validation = prediction_metrics(result.model, Split::validation, pool);
    result.penalty = ensemble.penalty();
    for (const auto& member : ensemble.members()) result.members.push_back(member->validation_metrics());
    return result;
}

Result<TrainingResult> run_ensemble(const TrainingRequest& request, std::shared_ptr<ThreadPool> pool) {
    auto ensemble =
        EnsembleTrainer::create(with_end(request.opened.scenario, request.epochs), request.opened.folder, pool);
    if (!ensemble) return ensemble.error();
    const Stopwatch watch;
    if (request.epochs != 0)
        while ((*ensemble)->train_epoch(watch.seconds())) {
        }
    return result_of(**ensemble, request.epochs != 0 ? watch.seconds() : 0, *pool);
}

}  // namespace

Result<TrainingResult> run_training(const TrainingRequest& request, std::shared_ptr<ThreadPool> pool) {
    const bool is_ensemble = request.opened.scenario.ensemble.members > 1;
    Result<TrainingResult> result = is_ensemble ? run_ensemble(request, pool) : run_one(request, pool);
    if (result) result->threads = request.threads;
    return result;
}

}  // namespace ravine
