#include "engine/lab/job_board.hpp"

#include <utility>

namespace ravine {

JobBoard::JobBoard(const ManyTrainings& order, std::vector<JobProblem> problems, const std::atomic<bool>& cancelled,
                   JobsProgress& progress)
    : order_(order), problems_(std::move(problems)), cancelled_(cancelled), progress_(progress) {
    std::uint64_t steps = 0;
    for (std::size_t index = 0; index < size(); ++index) steps += most_steps(index);
    progress_.steps_in_all = steps;
}

/// Of an ensemble, as many as each member takes.
std::uint64_t JobBoard::most_steps(std::size_t index) const {
    const Scenario& scenario = *job(index).scenario;
    const std::size_t points = problem(index).train->count(), size = samples_per_step(scenario, points);
    return static_cast<std::uint64_t>(*scenario.stop.epochs) * ((points + size - 1) / size);
}

void JobBoard::deliver(std::size_t index, std::uint64_t steps, TrainedNetwork result) {
    const std::uint64_t not_taken = most_steps(index) - steps;
    problems_[index].reset();
    const std::lock_guard lock(delivery_);
    progress_.steps_in_all -= not_taken;
    order_.finished(index, std::move(result));
    ++progress_.finished;
}

}  // namespace ravine
