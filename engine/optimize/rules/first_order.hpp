#pragma once

#include "engine/core/types.hpp"
#include "engine/optimize/rules/adam.hpp"
#include "engine/optimize/rules/adaptive.hpp"
#include "engine/optimize/rules/momentum.hpp"

namespace ravine {

/// The rules of first-order optimizers, in the order of optimizers(), where they come first.
template <class S>
using FirstOrderRules = Types<Sgd<S>, Momentum<S>, Nesterov<S>, Adagrad<S>, Adadelta<S>, RmsProp<S>, Adam<S>, AdamW<S>,
                              Nadam<S>, AmsGrad<S>, Lion<S>>;

}  // namespace ravine
