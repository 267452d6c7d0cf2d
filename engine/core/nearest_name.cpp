#include "engine/core/nearest_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace ravine {

namespace {

constexpr std::size_t longest_name = 64;  // longer input is nobody's typing error, and the table would be large

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::string_view nearest_name(std::string_view name, std::span<const std::string_view> known) {
    if (name.size() > longest_name) return {};
    std::string_view nearest;
    std::size_t least = longest_name + 1;
    for (std::string_view candidate : known) {
        const std::size_t distance = edit_distance(name, candidate);
        const std::size_t most = std::max<std::size_t>(1, std::max(name.size(), candidate.size()) / 3);
        if (distance > most || distance >= least) continue;
        least = distance;
        nearest = candidate;
    }
    return nearest;
}

std::string known_names_hint(std::string_view name, std::span<const std::string_view> known) {
    const std::string_view nearest = nearest_name(name, known);
    const std::string question = nearest.empty() ? "" : fmt::format("did you mean '{}'? ", nearest);
    return fmt::format("{}known: {}", question, fmt::join(known, ", "));
}

}  // namespace ravine
