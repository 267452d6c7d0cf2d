#pragma once
// The surfaces' gradients as a GPU finds them, which calls nothing by its address.

#include "engine/core/types.hpp"
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

namespace ravine::listed_surfaces {

template <auto of_row>
struct Gradient {
    static constexpr auto gradient = of_row;
};

/// In the order of surfaces().
using Listed =
    Types<Gradient<quadratic_ravine::gradient>, Gradient<rosenbrock::Squares::gradient>,
          Gradient<banana::Squares::gradient>, Gradient<beale::Squares::gradient>,
          Gradient<himmelblau::Squares::gradient>, Gradient<booth::Squares::gradient>,
          Gradient<matyas::Squares::gradient>, Gradient<dixon_price::Squares::gradient>,
          Gradient<six_hump_camel::gradient>, Gradient<styblinski_tang::gradient>, Gradient<double_well::gradient>,
          Gradient<saddle::gradient>, Gradient<monkey_saddle::gradient>, Gradient<plateau_with_cliff::gradient>,
          Gradient<rastrigin::gradient>, Gradient<ackley::gradient>, Gradient<flower::gradient>,
          Gradient<logistic_loss::gradient>, Gradient<one_neuron_network::Squares::gradient>>;

}  // namespace ravine::listed_surfaces
