#include "engine/landscape/surfaces.hpp"

#include "engine/core/table.hpp"
#include "engine/landscape/surfaces/ackley.hpp"
#include "engine/landscape/surfaces/banana.hpp"
#include "engine/landscape/surfaces/beale.hpp"
#include "engine/landscape/surfaces/booth.hpp"
#include "engine/landscape/surfaces/dixon_price.hpp"
#include "engine/landscape/surfaces/double_well.hpp"
#include "engine/landscape/surfaces/flower.hpp"
#include "engine/landscape/surfaces/himmelblau.hpp"
#include "engine/landscape/surfaces/logistic_loss.hpp"
#include "engine/landscape/surfaces/matyas.hpp"
#include "engine/landscape/surfaces/monkey_saddle.hpp"
#include "engine/landscape/surfaces/one_neuron_network.hpp"
#include "engine/landscape/surfaces/plateau_with_cliff.hpp"
#include "engine/landscape/surfaces/quadratic_ravine.hpp"
#include "engine/landscape/surfaces/rastrigin.hpp"
#include "engine/landscape/surfaces/rosenbrock.hpp"
#include "engine/landscape/surfaces/saddle.hpp"
#include "engine/landscape/surfaces/six_hump_camel.hpp"
#include "engine/landscape/surfaces/styblinski_tang.hpp"

namespace ravine {

namespace {

constexpr SurfaceRow surface_rows[] = {quadratic_ravine::row,
                                       rosenbrock::row,
                                       banana::row,
                                       beale::row,
                                       himmelblau::row,
                                       booth::row,
                                       matyas::row,
                                       dixon_price::row,
                                       six_hump_camel::row,
                                       styblinski_tang::row,
                                       double_well::row,
                                       saddle::row,
                                       monkey_saddle::row,
                                       plateau_with_cliff::row,
                                       rastrigin::row,
                                       ackley::row,
                                       flower::row,
                                       logistic_loss::row,
                                       one_neuron_network::row};
static_assert(is_sound_table(std::span<const SurfaceRow>(surface_rows)));

}  // namespace

std::span<const SurfaceRow> surfaces() { return surface_rows; }

}  // namespace ravine
