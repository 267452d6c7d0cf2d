#pragma once
// What is trained: data, inputs and network, built from a scenario and not changed afterwards.

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/compute/disturbance.hpp"
#include "engine/compute/samples.hpp"
#include "engine/core/result.hpp"
#include "engine/network/network.hpp"
#include "engine/optimize/schedules.hpp"
#include "engine/train/scenario.hpp"

namespace ravine {

template <class Scalar>
struct Problem {
    std::shared_ptr<const Scenario> scenario;
    std::string folder;
    std::shared_ptr<const Dataset> data;
    InputPipeline inputs;
    std::shared_ptr<const Network<Scalar>> network;
    std::shared_ptr<const Network<float>> single_network;  ///< the same, for prediction and pictures
    std::shared_ptr<const Samples<Scalar>> train, validation;
    std::shared_ptr<const Disturbance<Scalar>> disturbance;  ///< of the training samples; may be null
    const ScheduleRow* schedule = nullptr;
};

/// Others that a new one may share with; null where there is none.
template <class Scalar>
using OtherProblems = std::span<const Problem<Scalar>* const>;

/// Builds what the scenario describes. What is as in one of the others is shared with the first such, so that comparing
/// pointers tells what has changed: data, network, train and validation.
template <class Scalar>
Result<Problem<Scalar>> build_problem(std::shared_ptr<const Scenario> scenario, const std::string& folder,
                                      OtherProblems<Scalar> others = {});

extern template Result<Problem<float>> build_problem(std::shared_ptr<const Scenario>, const std::string&,
                                                     OtherProblems<float>);
extern template Result<Problem<double>> build_problem(std::shared_ptr<const Scenario>, const std::string&,
                                                      OtherProblems<double>);

/// θ and buffers at epoch 0: the scenario's, or from its seed.
template <class Scalar>
std::vector<Scalar> initial_parameters(const Problem<Scalar>& problem);

extern template std::vector<float> initial_parameters(const Problem<float>&);
extern template std::vector<double> initial_parameters(const Problem<double>&);

/// θ and buffers for `to`, going on from those of `from`: as transfer_parameters, with what lies along the input
/// features following them. `parameters` holds the initial values on entry.
template <class Scalar>
void carry_over(const Problem<Scalar>& from, std::span<const Scalar> from_parameters, const Problem<Scalar>& to,
                std::span<Scalar> parameters);

extern template void carry_over(const Problem<float>&, std::span<const float>, const Problem<float>&, std::span<float>);
extern template void carry_over(const Problem<double>&, std::span<const double>, const Problem<double>&,
                                std::span<double>);

/// True where θ has the same blocks in both networks.
template <class Scalar>
bool same_shape(const Network<Scalar>& a, const Network<Scalar>& b) {
    const auto alike = [](const ParameterBlock& x, const ParameterBlock& y) {
        return x.layer == y.layer && x.kind == y.kind && x.name == y.name && x.rows == y.rows && x.columns == y.columns;
    };
    return std::equal(a.blocks().begin(), a.blocks().end(), b.blocks().begin(), b.blocks().end(), alike);
}

}  // namespace ravine
