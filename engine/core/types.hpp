#pragma once
// A list of types in the order of a table's rows: what a GPU, which calls no function by its address, has of the table.

#include <cstddef>
#include <tuple>

#include "engine/core/host_device.hpp"

namespace ravine {

template <class... Listed>
struct Types {
    static constexpr std::size_t count = sizeof...(Listed);
};

/// Those from `first` on, of which there are `count`; by halves, as where a GPU does this in each turn of a loop a
/// comparison for each type would show.
template <std::size_t first, std::size_t count, class... Listed, class Visitor>
RAVINE_HOST_DEVICE void visit_type_among(Types<Listed...> types, std::size_t place, const Visitor& visitor) {
    if constexpr (count == 1) {
        visitor.template operator()<std::tuple_element_t<first, std::tuple<Listed...>>>();
    } else if (place < first + count / 2) {
        visit_type_among<first, count / 2>(types, place, visitor);
    } else {
        visit_type_among<first + count / 2, count - count / 2>(types, place, visitor);
    }
}

/// Calls visitor.operator()<T>() for the type at this place; nothing where there is none.
template <class... Listed, class Visitor>
RAVINE_HOST_DEVICE void visit_type(Types<Listed...> types, std::size_t place, const Visitor& visitor) {
    if (place < sizeof...(Listed)) visit_type_among<0, sizeof...(Listed)>(types, place, visitor);
}

/// True where check.operator()<T>(place) is true for each type; for static_assert behind a table.
template <class... Listed, class Check>
constexpr bool all_types(Types<Listed...>, const Check& check) {
    std::size_t at = 0;
    return (check.template operator()<Listed>(at++) && ...);
}

}  // namespace ravine
