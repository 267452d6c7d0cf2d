#pragma once
// The plan of the back end "cuda": in single precision one block where that holds all that training changes, else the
// whole GPU.

#include <memory>

#include "engine/compute/plan.hpp"

namespace ravine {

/// Throws BackendFailure where there is no GPU, or its memory is short.
template <class Scalar>
std::unique_ptr<Plan<Scalar>> make_cuda_plan(PlanParts<Scalar> parts);

extern template std::unique_ptr<Plan<float>> make_cuda_plan(PlanParts<float>);
extern template std::unique_ptr<Plan<double>> make_cuda_plan(PlanParts<double>);

}  // namespace ravine
