#pragma once

namespace ravine {

/// The least multiple of `unit` that is not below the number.
template <class Count>
constexpr Count rounded_up(Count number, Count unit) {
    return (number + unit - 1) / unit * unit;
}

}  // namespace ravine
