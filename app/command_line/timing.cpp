#include "app/command_line/timing.hpp"

#include <algorithm>

#include "app/command_line/stopwatch.hpp"

namespace ravine {

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

double rate_of(const std::function<double()>& work, double least_seconds) {
    const Stopwatch watch;
    double done = 0;
    while (watch.seconds() < least_seconds) done += work();
    return done / watch.seconds();
}

}  // namespace ravine
