#include "engine/lab/train_many.hpp"

#include <fmt/format.h>

#include <future>
#include <utility>
#include <vector>

#include "engine/lab/cpu_jobs.hpp"
#include "engine/lab/job_board.hpp"
#include "engine/lab/job_problems.hpp"
#include "engine/lab/whole_jobs.hpp"

namespace ravine {

namespace {

/// Both sides train at the same time; what the back end has left is trained afterwards, where the CPU may stand in.
/// Returns the note.
std::string train_on_both(JobBoard& board, const Machine& machine) {
    WholeJobs whole(board, machine);
    std::future<void> device;  // whose end it waits for, whatever happens here
    if (!whole.empty()) device = std::async(std::launch::async, [&] { whole.train(); });
    train_on_cpu(board, whole.others(), machine.pool);
    if (device.valid()) device.get();
    if (whole.failure().empty()) return {};
    if (!machine.backend.may_fall_back) throw BackendFailure(whole.failure());
    train_on_cpu(board, whole.left(), machine.pool);
    return fmt::format("{}; the rest was left to the CPU", whole.failure());
}

}  // namespace

Result<ManyTrainingsEnd> train_many(const ManyTrainings& order, const Machine& machine) {
    const std::atomic<bool> never{false};
    const std::atomic<bool>& cancelled = order.cancelled ? *order.cancelled : never;
    JobsProgress unread, &progress = order.progress ? *order.progress : unread;
    progress.finished = 0;
    progress.steps = progress.steps_in_all = 0;
    Result<std::vector<JobProblem>> problems = build_job_problems(order.jobs, *machine.pool, cancelled);
    if (!problems) return problems.error();
    if (cancelled) return ManyTrainingsEnd{true, {}};
    JobBoard board(order, std::move(*problems), cancelled, progress);
    std::string note = train_on_both(board, machine);
    return ManyTrainingsEnd{progress.finished < order.jobs.size(), std::move(note)};
}

}  // namespace ravine
