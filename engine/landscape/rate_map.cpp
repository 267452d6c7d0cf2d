#include "engine/landscape/rate_map.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/table.hpp"
#include "engine/landscape/symmetric_2x2.hpp"

namespace ravine {

namespace {

/// Of a cell, counted row by row.
std::vector<double> settings_of_cell(const RateMap& map, std::size_t cell) {
    const std::size_t columns = static_cast<std::size_t>(map.columns);
    const double across = pixel_middle(0, 1, static_cast<int>(cell % columns), map.columns),
                 up = pixel_middle(0, 1, static_cast<int>(cell / columns), map.rows);
    return settings_at(map.subject.question, across, up);
}

}  // namespace

std::optional<std::size_t> second_setting(const OptimizerRow& row) {
    for (std::size_t i = 1; i < row.settings.size(); ++i)
        if (!row.settings[i].is_detail && row.settings[i].scale == Scale::linear) return i;
    return std::nullopt;
}

const OptimizerRow& RateSubject::optimizer() const { return *find_row(optimizers(), question.optimizer.id); }

Status check_question(const RateQuestion& question) {
    const auto optimizer = check_selection(optimizers(), question.optimizer, "optimizer", "rate_map.optimizer");
    if (!optimizer) return optimizer.error();
    if (!std::isfinite(question.start[0]) || !std::isfinite(question.start[1]))
        return input_error("a place that is not finite", "rate_map.start");
    return check_conditions(question.conditions, question.columns, question.rows, "rate_map");
}

std::vector<double> settings_at(const RateQuestion& question, double across, double up) {
    std::vector<double> settings = question.optimizer.values;
    settings[0] = least_mapped_rate * std::pow(most_mapped_rate / least_mapped_rate, across);
    const OptimizerRow& row = *find_row(optimizers(), question.optimizer.id);
    if (const std::optional<std::size_t> second = second_setting(row)) {
        const Setting& setting = row.settings[*second];
        settings[*second] = setting.least + up * (setting.most - setting.least);
    }
    return settings;
}

void run_cells(RateMap& map, const Descents& descents, std::size_t first, std::size_t count, ThreadPool& pool) {
    const RateQuestion& question = map.subject.question;
    const OptimizerRow& row = map.subject.optimizer();
    PerThread<Descents::Memory> ways(pool);
    pool.for_each(count, [&](std::size_t piece, std::size_t thread) {
        const std::size_t cell = first + piece;
        descents.run(row, settings_of_cell(map, cell), std::span(question.start).first(1),
                     std::span(question.start).last(1), std::span(map.arrivals).subspan(cell, 1),
                     ways.of(thread, [] { return Descents::Memory(); }));
    });
}

void run_cells(RateMap& map, DescentPlan& plan, std::size_t first, std::size_t count, const ThreadPool& pool) {
    const auto& [x, y] = map.subject.question.start;
    const std::vector<double> all_x(count, x), all_y(count, y);
    std::vector<double> settings;
    for (std::size_t cell = first; cell < first + count; ++cell) {
        const std::vector<double> own = settings_of_cell(map, cell);
        settings.insert(settings.end(), own.begin(), own.end());
    }
    plan.run({all_x, all_y, settings, std::span(map.arrivals).subspan(first, count)}, pool);
}

std::optional<DescentLists> descent_lists(const RateSubject& subject) {
    return DescentLists::of(subject.surface, subject.question.conditions, subject.optimizer(), std::nullopt);
}

std::optional<double> curvature_at_minimum(const Surface& surface, const std::array<double, 2>& near) {
    const auto& minima = surface.traits().minima;
    const auto distance = [&](const auto& minimum) { return std::hypot(minimum[0] - near[0], minimum[1] - near[1]); };
    const auto nearest = std::min_element(minima.begin(), minima.end(),
                                          [&](const auto& a, const auto& b) { return distance(a) < distance(b); });
    if (nearest == minima.end()) return std::nullopt;
    return eigenvalues(surface.hessian((*nearest)[0], (*nearest)[1])).most;
}

}  // namespace ravine
