#pragma once
// Jobs for the tests of many trainings, and what each must give.

#include <cstring>
#include <map>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "engine/lab/ensemble_trainer.hpp"
#include "engine/lab/train_many.hpp"
#include "tests/unit/training_set_up.hpp"

namespace ravine {

inline TrainingJob job_of(const Scenario& scenario) { return {std::make_shared<const Scenario>(scenario), "."}; }

inline std::vector<TrainingJob> jobs_of(const std::vector<Scenario>& scenarios) {
    std::vector<TrainingJob> jobs;
    for (const Scenario& scenario : scenarios) jobs.push_back(job_of(scenario));
    return jobs;
}

/// Few epochs of a small scenario with this seed.
inline Scenario short_scenario(std::uint64_t seed, int epochs = 4) {
    Scenario scenario = small_scenario();
    scenario.seed = seed;
    scenario.stop.epochs = epochs;
    return scenario;
}

/// What the scenario gives when it is trained alone, on one thread.
inline TrainedNetwork trained_alone(const Scenario& scenario) {
    auto trainer = EnsembleTrainer::create(scenario, ".", std::make_shared<ThreadPool>(1)).value();
    while (trainer->step(0)) continue;
    return {trainer->model(),   trainer->stop_state(),   trainer->train_metrics(), trainer->validation_metrics(),
            trainer->penalty(), trainer->learning_rate()};
}

template <class Number>
bool same_bits(const std::vector<Number>& a, const std::vector<Number>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(Number)) == 0;
}

inline bool same_bits(const TrainedNetwork& a, const TrainedNetwork& b) {
    const auto numbers = [](const TrainedNetwork& of) {
        return std::vector<double>{of.train.loss, of.train.accuracy, of.validation.loss,     of.validation.accuracy,
                                   of.penalty,    of.learning_rate,  double(of.model.epoch), double(of.model.step)};
    };
    bool same = same_bits(numbers(a), numbers(b)) && a.stop.reason == b.stop.reason && a.stop.words == b.stop.words &&
                same_bits(*a.model.parameters, *b.model.parameters) &&
                a.model.other_members.size() == b.model.other_members.size();
    for (std::size_t k = 0; same && k < a.model.other_members.size(); ++k)
        same = same_bits(*a.model.other_members[k], *b.model.other_members[k]);
    return same;
}

using Results = std::map<std::size_t, TrainedNetwork>;

/// Results by their jobs; each must come once.
struct Collected {
    Results results;
    ManyTrainingsEnd end;
};

inline Collected collect(std::span<const TrainingJob> jobs, const Machine& machine, JobsProgress* progress = nullptr) {
    Collected collected;
    ManyTrainings order{jobs, [&](std::size_t job, TrainedNetwork result) {
                            CHECK(collected.results.emplace(job, std::move(result)).second);
                        }};
    order.progress = progress;
    Result<ManyTrainingsEnd> end = train_many(order, machine);
    if (!end) FAIL(end.error().message());
    collected.end = *end;
    return collected;
}

}  // namespace ravine
