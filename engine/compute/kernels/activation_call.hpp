#pragma once
// An activation by its place in the table.

#include "engine/compute/kernels/operation.hpp"
#include "engine/network/activation_formulas.hpp"

namespace ravine::kernels {

/// Calls visitor(f) with the activation's formula; with the identity where there is none.
template <class Visitor>
RAVINE_HOST_DEVICE void with_activation(const ActivationChoice& choice, const Visitor& visitor) {
    if (choice.place == none)
        visitor(activation::Linear());
    else
        visit_type(activation::Listed(), std::size_t(choice.place),
                   [&]<class Formula>() { visitor(activation::made_from<Formula>(&choice.setting)); });
}

/// The same with formulas that look at each number by itself; not called for others.
template <class Visitor>
RAVINE_HOST_DEVICE void with_elementwise(const ActivationChoice& choice, const Visitor& visitor) {
    with_activation(choice, [&](const auto& f) {
        if constexpr (!activation::takes_columns<std::remove_cvref_t<decltype(f)>>) visitor(f);
    });
}

/// f'(z), where a = f(z); z is looked at where the formula needs it.
template <class Formula, class S>
RAVINE_HOST_DEVICE S slope_of(const Formula& f, const S* z, const S& a) {
    if constexpr (activation::derivative_needs_sums<Formula>)
        return f.derivative(*z, a);
    else
        return f.derivative(a);
}

}  // namespace ravine::kernels
