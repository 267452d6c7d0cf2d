#include "app/command_line/row_benchmarks.hpp"

#include <algorithm>

#include "app/command_line/timing.hpp"
#include "app/command_line/training_work.hpp"
#include "engine/core/table.hpp"
#include "engine/data/generators.hpp"
#include "engine/network/activations.hpp"
#include "engine/network/layers.hpp"
#include "engine/network/losses.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {

namespace {

constexpr std::string_view plain_activation = "relu", plain_layer = "dense", plain_optimizer = "adam",
                           plain_class_loss = "categorical_cross_entropy", plain_number_loss = "mean_squared_error";
constexpr int units = 32;

/// A network in which rows are exchanged.
struct Ground {
    Scenario scenario;
    std::string_view words;
};

Ground class_ground() {
    return {scenario_of({"", {units, units}, plain_activation, plain_class_loss, plain_optimizer, 32, 1000, 1}),
            "2-32-32-2, 1000 points of two classes, batch 32"};
}

Ground number_ground() {
    Ground ground{class_ground().scenario, "2-32-32-1, 1000 points with a number, batch 32"};
    ground.scenario.task = Task::regress;
    std::get<GeneratorSource>(ground.scenario.data.source).generator =
        standard_selection(*std::ranges::find(generators(), Task::regress, &GeneratorRow::task));
    ground.scenario.loss = standard_selection(*find_row(losses(), plain_number_loss));
    return ground;
}

/// Small: a step of Newton's method takes time with the cube of the parameters.
Ground second_order_ground() {
    return {scenario_of({"", {8}, plain_activation, plain_class_loss, plain_optimizer, 32, 1000, 1}),
            "2-8-2, 1000 points of two classes, batch 32"};
}

/// One row in its ground.
struct Exchange {
    RowMeasurement row;
    Ground ground;
    Scenario scenario;
};

template <class Row>
Exchange exchange_of(std::string_view kind, const Row& row, std::string_view plain, Ground ground) {
    Exchange exchange{{kind, row.id, row.label, plain, ground.words}, ground, ground.scenario};
    return exchange;
}

Exchange activation_exchange(const ActivationRow& row) {
    Exchange exchange = exchange_of("activations", row, plain_activation, class_ground());
    for (LayerSpecification& layer : exchange.scenario.network.layers) layer.activation = standard_selection(row);
    return exchange;
}

Exchange loss_exchange(const LossRow& row) {
    const bool takes_classes = row.fits(Task::classify, 2);
    Exchange exchange = exchange_of("losses", row, takes_classes ? plain_class_loss : plain_number_loss,
                                    takes_classes ? class_ground() : number_ground());
    exchange.scenario.loss = standard_selection(row);
    return exchange;
}

/// In the place of a dense layer where it has units, around one where it is a block, and else behind one.
std::vector<LayerSpecification> layers_with(const LayerRow& row, const LayerSpecification& dense) {
    LayerSpecification layer = standard_layer(row);
    if (row.has_activation) layer.activation = dense.activation;
    if (row.has_layers) {
        layer.layers = {dense};
        return {layer};
    }
    const int index = index_of_setting(row.settings, "units");
    if (index < 0) return {dense, layer};
    layer.layer.values[static_cast<std::size_t>(index)] = units;
    return {layer};
}

Exchange layer_exchange(const LayerRow& row) {
    Exchange exchange = exchange_of("layers", row, plain_layer, class_ground());
    exchange.scenario.network.layers.clear();
    for (const LayerSpecification& dense : exchange.ground.scenario.network.layers)
        for (LayerSpecification& layer : layers_with(row, dense))
            exchange.scenario.network.layers.push_back(std::move(layer));
    return exchange;
}

Exchange optimizer_exchange(const OptimizerRow& row) {
    Exchange exchange =
        exchange_of("optimizers", row, plain_optimizer, row.asks_objective() ? second_order_ground() : class_ground());
    exchange.row.second_order = row.asks_objective();
    exchange.scenario.optimizer = standard_selection(row);
    return exchange;
}

std::vector<Exchange> exchanges() {
    std::vector<Exchange> found;
    for (const ActivationRow& row : activations()) found.push_back(activation_exchange(row));
    for (const LossRow& row : losses()) found.push_back(loss_exchange(row));
    for (const LayerRow& row : layers()) found.push_back(layer_exchange(row));
    for (const OptimizerRow& row : optimizers()) found.push_back(optimizer_exchange(row));
    return found;
}

Result<RowMeasurement> measured_exchange(const Exchange& exchange, int runs) {
    const Result<RunningWork> work = RunningWork::begin(exchange.scenario, 1),
                              plain = RunningWork::begin(exchange.ground.scenario, 1);
    if (!work) return work.error();
    if (!plain) return plain.error();
    work->train_epoch();  // warms the caches up
    plain->train_epoch();
    std::vector<double> rates, plain_rates, times;
    for (int run = 0; run < runs; ++run) {
        plain_rates.push_back(rate_of([&] { return plain->train_epoch(); }, short_seconds));
        rates.push_back(rate_of([&] { return work->train_epoch(); }, short_seconds));
        times.push_back(plain_rates.back() / rates.back());
    }
    RowMeasurement row = exchange.row;
    row.parameters = work->trainer->network().parameter_count();
    row.samples_per_second = median(rates);
    row.plain_samples_per_second = median(plain_rates);
    row.times = median(times);
    return row;
}

}  // namespace

Result<std::vector<RowMeasurement>> run_row_benchmarks(int runs) {
    std::vector<RowMeasurement> rows;
    for (const Exchange& exchange : exchanges()) {
        const Result<RowMeasurement> row = measured_exchange(exchange, runs);
        if (!row) return row.error();
        rows.push_back(*row);
    }
    std::ranges::sort(rows, [](const RowMeasurement& a, const RowMeasurement& b) {
        return a.second_order != b.second_order ? b.second_order : a.times > b.times;
    });
    return rows;
}

}  // namespace ravine
