#include "engine/lab/job_problems.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <limits>
#include <mutex>
#include <optional>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <variant>

#include "engine/lab/ensemble_trainer.hpp"

namespace ravine {

namespace {

/// Writes down what two jobs must have in common for a part to be the same: alike values give the same bytes. Keys only
/// find problems, which then compare all that counts, so that what a key leaves out costs time at most.
class Key {
  public:
    template <class Number>
    requires std::is_arithmetic_v<Number> || std::is_enum_v<Number> Key& add(Number number) {
        bytes_.append(reinterpret_cast<const char*>(&number), sizeof(number));
        return *this;
    }
    Key& add(const std::string& text) {
        add(text.size());
        bytes_.append(text);
        return *this;
    }
    template <class Item>
    Key& add(const std::vector<Item>& items) {
        add(items.size());
        for (const Item& item : items) add(item);
        return *this;
    }
    Key& add(const Selection& selection) { return add(selection.id).add(selection.values); }
    Key& add(const Point& point) { return add(point.x1).add(point.x2).add(point.target); }
    Key& add(const GeneratorSource& source) {
        return add(source.generator).add(source.points).add(source.noise).add(source.seed);
    }
    Key& add(const CsvSource& source) { return add(source.path); }
    Key& add(const PointsSource& source) { return add(source.points).add(source.classes); }
    Key& add(const DataSpecification& data) {
        add(data.source.index());
        std::visit([this](const auto& source) { add(source); }, data.source);
        return add(data.validation).add(data.split_seed);
    }
    Key& add(const LayerSpecification& layer) {
        return add(layer.layer).add(layer.activation).add(layer.initializer).add(layer.layers);
    }
    std::string bytes() && { return std::move(bytes_); }

  private:
    std::string bytes_;
};

Key data_key(const TrainingJob& job) {
    const Scenario& scenario = *job.scenario;
    return Key().add(job.folder).add(scenario.task).add(scenario.data);
}

/// Points as the network sees them. A bootstrap draws them by its seed.
Key points_key(const TrainingJob& job) {
    const Scenario& scenario = *job.scenario;
    const bool draws = scenario.ensemble.bootstrap;
    return data_key(job)
        .add(scenario.features)
        .add(scenario.standardize)
        .add(scenario.loss)
        .add(draws)
        .add(draws ? scenario.seed : 0);
}

Key network_key(const TrainingJob& job) {
    const Scenario& scenario = *job.scenario;
    return Key().add(scenario.network.layers).add(scenario.loss).add(scenario.task).add(scenario.features);
}

/// The first problem of all that have a part in common. It is built while the others wait, and does not change then.
struct First {
    std::mutex mutex;
    JobProblem problem;
};

/// Either the first problem is there, or this thread is the one that builds it.
class Claim {
  public:
    explicit Claim(First& first) : first_(first), lock_(first.mutex) {
        if (first_.problem) lock_.unlock();
    }
    const Problem<float>* first() const { return first_.problem.get(); }
    void fill(const JobProblem& built) {
        if (lock_.owns_lock()) first_.problem = built;
    }

  private:
    First& first_;
    std::unique_lock<std::mutex> lock_;
};

/// The first problems by their keys.
class Firsts {
  public:
    First& of(Key key) {
        const std::lock_guard lock(mutex_);
        return firsts_[std::move(key).bytes()];
    }

  private:
    std::mutex mutex_;
    std::unordered_map<std::string, First> firsts_;  // whose values stay where they are
};

class Builder {
  public:
    Result<JobProblem> build(const TrainingJob& job) {
        if (!job.scenario->stop.epochs)
            return input_error("is not given", "stop.epochs", "a training among many has a last epoch");
        // Whoever waits for one of them holds only those before it.
        Claim data(data_.of(data_key(job))), points(points_.of(points_key(job))),
            network(networks_.of(network_key(job)));
        const std::array others = {points.first(), data.first(), network.first()};
        Result<Problem<float>> built = build_problem<float>(scenario_of(job), job.folder, others);
        if (!built) return built.error();
        auto problem = std::make_shared<const Problem<float>>(std::move(*built));
        for (Claim* claim : {&data, &points, &network}) claim->fill(problem);
        return JobProblem(problem);
    }

  private:
    static std::shared_ptr<const Scenario> scenario_of(const TrainingJob& job) {
        if (job.scenario->ensemble.members == 1) return job.scenario;
        return std::make_shared<const Scenario>(member_scenario(*job.scenario, 0));
    }

    Firsts data_, points_, networks_;
};

/// The error of the first job that has one, whoever finds it when.
class FirstError {
  public:
    void add(std::size_t job, Error error) {
        const std::lock_guard lock(mutex_);
        if (job >= job_) return;
        job_ = job;
        error.where = fmt::format("jobs[{}]{}{}", job, error.where.empty() ? "" : ": ", error.where);
        error_ = std::move(error);
    }
    /// Such a job's error would not be the first.
    bool is_before(std::size_t job) const { return job_ < job; }
    const std::optional<Error>& error() const { return error_; }

  private:
    std::mutex mutex_;
    std::atomic<std::size_t> job_{std::numeric_limits<std::size_t>::max()};
    std::optional<Error> error_;
};

}  // namespace

Result<std::vector<JobProblem>> build_job_problems(std::span<const TrainingJob> jobs, ThreadPool& pool,
                                                   const std::atomic<bool>& cancelled) {
    std::vector<JobProblem> problems(jobs.size());
    Builder builder;
    FirstError first;
    pool.for_each(jobs.size(), [&](std::size_t job) {
        if (cancelled || first.is_before(job)) return;
        Result<JobProblem> built = builder.build(jobs[job]);
        if (built)
            problems[job] = std::move(*built);
        else
            first.add(job, built.error());
    });
    if (first.error()) return *first.error();
    return problems;
}

}  // namespace ravine
