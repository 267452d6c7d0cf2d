#include "engine/train/problem.hpp"

#include <type_traits>
#include <utility>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/train/training_points.hpp"

namespace ravine {

namespace {

/// The first of the other problems that `is_alike`, or null.
template <class Scalar, class IsAlike>
const Problem<Scalar>* first_alike(OtherProblems<Scalar> others, const IsAlike& is_alike) {
    for (const Problem<Scalar>* other : others)
        if (other && is_alike(*other)) return other;
    return nullptr;
}

template <class Scalar>
bool same_data(const Problem<Scalar>& a, const Problem<Scalar>& b) {
    return a.folder == b.folder && a.scenario->task == b.scenario->task && a.scenario->data == b.scenario->data;
}

template <class Scalar>
Status load_data(Problem<Scalar>& problem, OtherProblems<Scalar> others) {
    const Scenario& scenario = *problem.scenario;
    if (const auto* alike = first_alike(others, [&](const auto& other) { return same_data(other, problem); })) {
        problem.data = alike->data;
        return {};
    }
    Result<Dataset> data = load_dataset(scenario.task, scenario.data, problem.folder);
    if (!data) return data.error();
    if (data->count(Split::train) == 0)
        return input_error("there is no training point", "data", "add points, or lower the validation share");
    problem.data = std::make_shared<const Dataset>(std::move(*data));
    return {};
}

template <class Scalar>
bool same_network(const Problem<Scalar>& a, const Problem<Scalar>& b) {
    return a.scenario->network == b.scenario->network && a.scenario->loss == b.scenario->loss &&
           a.scenario->task == b.scenario->task && a.data->classes == b.data->classes &&
           a.inputs.inputs() == b.inputs.inputs();
}

template <class Scalar>
Result<std::shared_ptr<const Network<Scalar>>> network_of(const Scenario& scenario, int inputs, int classes) {
    return Network<Scalar>::build(scenario.network, inputs, scenario.task, classes, scenario.loss);
}

template <class Scalar>
Status build_network(Problem<Scalar>& problem, OtherProblems<Scalar> others) {
    if (const auto* alike = first_alike(others, [&](const auto& other) { return same_network(other, problem); })) {
        problem.network = alike->network;
        problem.single_network = alike->single_network;
        return {};
    }
    const auto network = network_of<Scalar>(*problem.scenario, problem.inputs.inputs(), problem.data->classes);
    if (!network) return network.error();
    problem.network = *network;
    if constexpr (std::is_same_v<Scalar, float>)
        problem.single_network = *network;
    else
        problem.single_network = *network_of<float>(*problem.scenario, problem.inputs.inputs(), problem.data->classes);
    return {};
}

/// As the network sees them, whatever is drawn of them.
template <class Scalar>
bool same_points(const Problem<Scalar>& a, const Problem<Scalar>& b) {
    return a.data == b.data && a.scenario->features == b.scenario->features &&
           a.scenario->standardize == b.scenario->standardize && a.scenario->loss == b.scenario->loss;
}

/// Of the points that train.
bool same_draw(const Scenario& a, const Scenario& b) {
    return a.ensemble.bootstrap == b.ensemble.bootstrap && (!a.ensemble.bootstrap || a.seed == b.seed);
}

template <class Scalar>
void build_samples(Problem<Scalar>& problem, OtherProblems<Scalar> others) {
    const auto samples_of = [&](const std::vector<Point>& points) {
        return std::make_shared<const Samples<Scalar>>(make_samples<Scalar>(
            points, problem.inputs, problem.network->loss(), problem.scenario->task, problem.network->classes()));
    };
    const auto draws_alike = [&](const auto& other) {
        return same_points(other, problem) && same_draw(*other.scenario, *problem.scenario);
    };
    if (const auto* alike = first_alike(others, draws_alike)) {
        problem.train = alike->train;
        problem.validation = alike->validation;
        return;
    }
    problem.train = samples_of(training_points(*problem.scenario, *problem.data));
    const auto* alike = first_alike(others, [&](const auto& other) { return same_points(other, problem); });
    problem.validation = alike ? alike->validation : samples_of(problem.data->of(Split::validation));
}

template <class Scalar>
Status check_initial_parameters(const Problem<Scalar>& problem) {
    const std::size_t given = problem.scenario->initial_parameters.size();
    const std::size_t count = problem.network->parameter_count();
    if (given == 0 || given == count) return {};
    return input_error("has " + std::to_string(given) + " numbers", "initial_parameters",
                       "the network has " + std::to_string(count) + " parameters: give them in the order of θ");
}

}  // namespace

template <class Scalar>
Result<Problem<Scalar>> build_problem(std::shared_ptr<const Scenario> from, const std::string& folder,
                                      OtherProblems<Scalar> others) {
    const Scenario& scenario = *from;
    if (Status status = check_scenario(scenario); !status) return status.error();
    Problem<Scalar> problem;
    problem.scenario = std::move(from);
    problem.folder = folder;
    if (Status status = load_data(problem, others); !status) return status.error();
    Result<InputPipeline> inputs = build_input_pipeline(*problem.data, scenario.features, scenario.standardize);
    if (!inputs) return inputs.error();
    problem.inputs = std::move(*inputs);
    if (Status status = build_network(problem, others); !status) return status.error();
    problem.schedule = find_row(schedules(), scenario.schedule.id);
    const OptimizerRow& optimizer = *find_row(optimizers(), scenario.optimizer.id);
    if (Status status = check_parameter_count(optimizer, problem.network->parameter_count(), "optimizer"); !status)
        return status.error();
    if (Status status = check_initial_parameters(problem); !status) return status.error();
    build_samples(problem, others);
    problem.disturbance = training_disturbance<Scalar>(scenario, problem.inputs, *problem.data);
    return problem;
}

template <class Scalar>
std::vector<Scalar> initial_parameters(const Problem<Scalar>& problem) {
    std::vector<Scalar> parameters(problem.network->vector_size());
    problem.network->initialize(parameters, problem.scenario->seed);
    const std::vector<double>& given = problem.scenario->initial_parameters;
    std::transform(given.begin(), given.end(), parameters.begin(), [](double value) { return Scalar(value); });
    return parameters;
}

namespace {

int index_of_feature(const InputPipeline& inputs, const FeatureRow* feature) {
    const auto found = std::find(inputs.rows.begin(), inputs.rows.end(), feature);
    return found == inputs.rows.end() ? -1 : static_cast<int>(found - inputs.rows.begin());
}

/// The block of `from` that `target` goes on from, where it lies along the input features; or null.
template <class Scalar>
const ParameterBlock* source_of(const ParameterBlock& target, const Network<Scalar>& from,
                                const std::vector<int>& matches) {
    for (const ParameterBlock& source : from.blocks())
        if (source.layer == matches[std::size_t(target.layer)] && source.name == target.name &&
            source.kind == target.kind && source.features == target.features)
            return &source;
    return nullptr;
}

/// Lets a block's rows or columns, whichever lie along the input features, follow them.
template <class Scalar>
void follow_features(const Problem<Scalar>& from, const ParameterBlock& source, const Scalar* values,
                     const Problem<Scalar>& to, const ParameterBlock& target, const Scalar* initial, Scalar* result) {
    const bool along_rows = target.features == FeatureAxis::rows;
    const auto place = [&](const ParameterBlock& block, int feature, int other) {
        const int row = along_rows ? feature : other, column = along_rows ? other : feature;
        return block.offset + std::size_t(row) * std::size_t(block.columns) + std::size_t(column);
    };
    const int others = along_rows ? target.columns : std::min(source.rows, target.rows);
    for (int feature = 0; feature < to.inputs.inputs(); ++feature) {
        const int old = index_of_feature(from.inputs, to.inputs.rows[std::size_t(feature)]);
        for (int other = 0; other < others; ++other) {
            const std::size_t at = place(target, feature, other);
            result[at] = old < 0 ? initial[at] : values[place(source, old, other)];
        }
    }
}

}  // namespace

template <class Scalar>
void carry_over(const Problem<Scalar>& from, std::span<const Scalar> from_parameters, const Problem<Scalar>& to,
                std::span<Scalar> parameters) {
    const std::vector<Scalar> initial(parameters.begin(), parameters.end());
    transfer_parameters<Scalar>(*from.network, from_parameters, *to.network, parameters);
    const auto matches = match_layers(from.network->specifications(), to.network->specifications());
    for (const ParameterBlock& target : to.network->blocks()) {
        if (target.features == FeatureAxis::none) continue;
        if (const ParameterBlock* source = source_of(target, *from.network, matches))
            follow_features(from, *source, from_parameters.data(), to, target, initial.data(), parameters.data());
    }
}

template Result<Problem<float>> build_problem(std::shared_ptr<const Scenario>, const std::string&,
                                              OtherProblems<float>);
template Result<Problem<double>> build_problem(std::shared_ptr<const Scenario>, const std::string&,
                                               OtherProblems<double>);
template std::vector<float> initial_parameters(const Problem<float>&);
template std::vector<double> initial_parameters(const Problem<double>&);
template void carry_over(const Problem<float>&, std::span<const float>, const Problem<float>&, std::span<float>);
template void carry_over(const Problem<double>&, std::span<const double>, const Problem<double>&, std::span<double>);

}  // namespace ravine
