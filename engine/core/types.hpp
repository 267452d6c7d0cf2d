#pragma once
// A list of types in the order of a table's rows: what a GPU, which calls no function by its address, has of the table.

#include <cstddef>

#include "engine/core/host_device.hpp"

namespace ravine {

template <class... Listed>
struct Types {
    static constexpr std::size_t count = sizeof...(Listed);
};

/// Calls visitor.operator()<T>() for the type at this place; nothing where there is none.
template <class... Listed, class Visitor>
RAVINE_HOST_DEVICE void visit_type(Types<Listed...>, std::size_t place, const Visitor& visitor) {
    std::size_t at = 0;
    ((at++ == place ? visitor.template operator()<Listed>() : void()), ...);
}

/// True where check.operator()<T>(place) is true for each type; for static_assert behind a table.
template <class... Listed, class Check>
constexpr bool all_types(Types<Listed...>, const Check& check) {
    std::size_t at = 0;
    return (check.template operator()<Listed>(at++) && ...);
}

}  // namespace ravine
