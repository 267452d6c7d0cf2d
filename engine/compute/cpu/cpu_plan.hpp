#pragma once
// The plan of the back end "cpu": it works on the caller's state in place, with the host's threads.

#include <memory>

#include "engine/compute/plan.hpp"

namespace ravine {

template <class Scalar>
std::unique_ptr<Plan<Scalar>> make_cpu_plan(PlanParts<Scalar> parts);

extern template std::unique_ptr<Plan<float>> make_cpu_plan(PlanParts<float>);
extern template std::unique_ptr<Plan<double>> make_cpu_plan(PlanParts<double>);

}  // namespace ravine
