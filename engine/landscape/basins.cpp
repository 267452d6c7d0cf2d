#include "engine/landscape/basins.hpp"

#include <algorithm>

#include "engine/core/table.hpp"

namespace ravine {

namespace {

struct StartColumns {
    std::vector<double> x, y;

    /// The middles of cells first … end − 1.
    void set(const BasinMap& map, std::size_t first, std::size_t end) {
        const Window& window = map.subject.window;
        const std::size_t columns = static_cast<std::size_t>(map.columns);
        x.clear(), y.clear();
        for (std::size_t cell = first; cell < end; ++cell) {
            x.push_back(pixel_middle(window.x_least, window.x_most, static_cast<int>(cell % columns), map.columns));
            y.push_back(pixel_middle(window.y_least, window.y_most, static_cast<int>(cell / columns), map.rows));
        }
    }
};

}  // namespace

Status check_question(const BasinQuestion& question) {
    const auto optimizer = check_selection(optimizers(), question.optimizer, "optimizer", "basins.optimizer");
    if (!optimizer) return optimizer.error();
    return check_conditions(question.conditions, question.columns, question.rows, "basins");
}

void run_cells(BasinMap& map, const Descents& descents, std::size_t first, std::size_t count, ThreadPool& pool) {
    const Selection& optimizer = map.subject.question.optimizer;
    const OptimizerRow& row = *find_row(optimizers(), optimizer.id);
    const std::size_t threads = static_cast<std::size_t>(pool.threads());
    // Of slow descents there are few at a time: all threads have some.
    const std::size_t block = std::clamp<std::size_t>((count + threads - 1) / threads, 1, descents.starts_together());
    struct Desk {
        StartColumns starts;
        Descents::Memory way;
    };
    PerThread<Desk> desks(pool);
    pool.for_each((count + block - 1) / block, [&](std::size_t piece, std::size_t thread) {
        auto& [starts, way] = desks.of(thread, [] { return Desk(); });
        const std::size_t begin = first + piece * block, end = std::min(begin + block, first + count);
        starts.set(map, begin, end);
        descents.run(row, optimizer.values, starts.x, starts.y, std::span(map.arrivals).subspan(begin, end - begin),
                     way);
    });
}

void run_cells(BasinMap& map, DescentPlan& plan, std::size_t first, std::size_t count, const ThreadPool& pool) {
    StartColumns starts;
    starts.set(map, first, first + count);
    plan.run({starts.x, starts.y, {}, std::span(map.arrivals).subspan(first, count)}, pool);
}

std::optional<DescentLists> descent_lists(const BasinSubject& subject) {
    const auto& [optimizer, conditions, columns, rows] = subject.question;
    return DescentLists::of(subject.surface, conditions, *find_row(optimizers(), optimizer.id), optimizer.values);
}

}  // namespace ravine
