#include "engine/landscape/surfaces.hpp"

#include <algorithm>
#include <iterator>

#include "engine/core/table.hpp"
#include "engine/landscape/surfaces/listed.hpp"

namespace ravine {

namespace {

/// The row's gradient is compiled into the loop: what depends on the settings alone, such as an angle's sine, is
/// computed once. A copy of them, as the compiler has to know that the loop changes none.
template <const SurfaceRow& row>
void gradients_of(std::span<const double> x, std::span<const double> y, std::span<const double> settings,
                  std::span<double> f_x, std::span<double> f_y) {
    static_assert(row.settings.size() <= most_surface_settings);
    std::array<double, most_surface_settings> own{};
    std::copy(settings.begin(), settings.end(), own.begin());
    for (std::size_t i = 0; i < f_x.size(); ++i) {
        const std::array<double, 2> at = row.gradient(x[i], y[i], std::span(own).first(row.settings.size()));
        f_x[i] = at[0];
        f_y[i] = at[1];
    }
}

template <const SurfaceRow& row>
constexpr SurfaceRow with_loop = [] {
    SurfaceRow own = row;
    own.gradients = gradients_of<row>;
    return own;
}();

constexpr SurfaceRow surface_rows[] = {with_loop<quadratic_ravine::row>,
                                       with_loop<rosenbrock::row>,
                                       with_loop<banana::row>,
                                       with_loop<beale::row>,
                                       with_loop<himmelblau::row>,
                                       with_loop<booth::row>,
                                       with_loop<matyas::row>,
                                       with_loop<dixon_price::row>,
                                       with_loop<six_hump_camel::row>,
                                       with_loop<styblinski_tang::row>,
                                       with_loop<double_well::row>,
                                       with_loop<saddle::row>,
                                       with_loop<monkey_saddle::row>,
                                       with_loop<plateau_with_cliff::row>,
                                       with_loop<rastrigin::row>,
                                       with_loop<ackley::row>,
                                       with_loop<flower::row>,
                                       with_loop<logistic_loss::row>,
                                       with_loop<one_neuron_network::row>};
static_assert(is_sound_table(std::span<const SurfaceRow>(surface_rows)));
static_assert(listed_surfaces::Listed::count == std::size(surface_rows) &&
              all_types(listed_surfaces::Listed(), []<class Listed>(std::size_t place) {
                  return surface_rows[place].gradient == Listed::gradient;
              }));

}  // namespace

std::span<const SurfaceRow> surfaces() { return surface_rows; }

}  // namespace ravine
