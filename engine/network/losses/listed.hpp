#pragma once

#include "engine/core/types.hpp"
#include "engine/network/losses/class_losses.hpp"
#include "engine/network/losses/class_or_number_losses.hpp"
#include "engine/network/losses/number_losses.hpp"

namespace ravine::loss {

/// In the order of losses().
using Listed = Types<ClassOrNumberLoss<SquareCurve>, ClassOrNumberLoss<AbsoluteCurve>, NumberLoss<HuberCurve>,
                     NumberLoss<CauchyCurve>, NumberLoss<FairCurve>, NumberLoss<TukeyCurve>, NumberLoss<PowerCurve>,
                     BinaryCrossEntropy, CategoricalCrossEntropy, Hinge, Focal>;

}  // namespace ravine::loss
