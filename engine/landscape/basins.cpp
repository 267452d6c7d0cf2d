#include "engine/landscape/basins.hpp"

#include <algorithm>

#include "engine/core/table.hpp"

namespace ravine {

Status check_question(const BasinQuestion& question) {
    const auto optimizer = check_selection(optimizers(), question.optimizer, "optimizer", "basins.optimizer");
    if (!optimizer) return optimizer.error();
    return check_conditions(question.conditions, question.columns, question.rows, "basins");
}

void run_cells(BasinMap& map, const Descents& descents, std::size_t first, std::size_t count, ThreadPool& pool) {
    const Window& window = map.subject.window;
    const Selection& optimizer = map.subject.question.optimizer;
    const OptimizerRow& row = *find_row(optimizers(), optimizer.id);
    const std::size_t columns = static_cast<std::size_t>(map.columns),
                      threads = static_cast<std::size_t>(pool.threads());
    // Of slow descents there are few at a time: all threads have some.
    const std::size_t block = std::clamp<std::size_t>((count + threads - 1) / threads, 1, descents.starts_together());
    struct Desk {
        std::vector<double> x, y;
        Descents::Memory way;
    };
    PerThread<Desk> desks(pool);
    pool.for_each((count + block - 1) / block, [&](std::size_t piece, std::size_t thread) {
        auto& [x, y, way] = desks.of(thread, [] { return Desk(); });
        const std::size_t begin = first + piece * block, end = std::min(begin + block, first + count);
        x.clear(), y.clear();
        for (std::size_t cell = begin; cell < end; ++cell) {
            x.push_back(pixel_middle(window.x_least, window.x_most, static_cast<int>(cell % columns), map.columns));
            y.push_back(pixel_middle(window.y_least, window.y_most, static_cast<int>(cell / columns), map.rows));
        }
        descents.run(row, optimizer.values, x, y, std::span(map.arrivals).subspan(begin, end - begin), way);
    });
}

}  // namespace ravine
