#pragma once
// Scenarios picked at random from all tables, and models built from them without training.

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "engine/core/random.hpp"
#include "engine/core/table.hpp"
#include "engine/data/augmentations.hpp"
#include "engine/data/generators.hpp"
#include "engine/data/input_noises.hpp"
#include "engine/network/activations.hpp"
#include "engine/network/initializers.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/optimize/schedules.hpp"
#include "engine/train/model.hpp"
#include "engine/train/scenario.hpp"

namespace ravine::test {

/// A setting's value in its range.
inline double random_value(const Setting& setting, RandomStream& random) {
    if (setting.scale == Scale::linear || setting.scale == Scale::logarithmic)
        return random.uniform(setting.least, setting.most);
    return setting.least + std::floor(random.uniform() * (setting.most - setting.least + 1));
}

namespace random_parts {

inline bool chance(RandomStream& random) { return random.below(2) == 1; }

inline std::uint64_t random_seed(RandomStream& random) { return (std::uint64_t{random.bits()} << 32) | random.bits(); }

template <class Row>
const Row& random_row(std::span<const Row> rows, RandomStream& random) {
    return rows[random.below(static_cast<std::uint32_t>(rows.size()))];
}

template <class Row>
Selection random_selection(std::span<const Row> rows, RandomStream& random) {
    const Row& row = random_row(rows, random);
    Selection selection{std::string(row.id), {}};
    for (const Setting& setting : row.settings) selection.values.push_back(random_value(setting, random));
    return selection;
}

inline GeneratorSource random_generator(Task task, RandomStream& random) {
    std::vector<GeneratorRow> rows;
    for (const GeneratorRow& row : generators())
        if (row.task == task) rows.push_back(row);
    GeneratorSource source{random_selection(std::span<const GeneratorRow>(rows), random)};
    source.points = static_cast<int>(random_value(points_setting, random));
    source.noise = random_value(noise_setting, random);
    source.seed = random_seed(random);
    return source;
}

inline PointsSource random_points(Task task, RandomStream& random) {
    PointsSource source;
    const bool split = chance(random);
    for (std::uint32_t i = 0, count = random.below(20); i < count; ++i) {
        const double x2 = task == Task::curve ? 0 : random.normal();
        const double target = task == Task::classify ? random.below(most_classes) : random.normal();
        source.points.push_back({random.normal(), x2, target});
        if (!split) continue;
        const std::optional<Split> splits[] = {std::nullopt, Split::train, Split::validation};
        source.splits.push_back(splits[random.below(3)]);
    }
    if (chance(random)) source.classes = static_cast<int>(random.below(most_classes + 1));
    if (chance(random)) source.class_names = {"setosa", "a \"name\"\n", "µ"};
    return source;
}

inline DataSource random_source(Task task, RandomStream& random) {
    const std::uint32_t kind = random.below(3);
    if (kind == 0) {
        CsvSource source{"folder/my points.csv"};
        if (chance(random)) source.columns = {{std::string(task_row(task).columns[0]), "weight"}, {"split", "use"}};
        return source;
    }
    if (kind == 1) return random_points(task, random);
    return random_generator(task, random);
}

inline LayerSpecification random_layer(RandomStream& random, int depth = 0) {
    const LayerRow& row = depth < 3 ? random_row(layers(), random) : layers().front();  // blocks end somewhere
    LayerSpecification layer;
    layer.layer.id = row.id;
    for (const Setting& setting : row.settings) layer.layer.values.push_back(random_value(setting, random));
    if (row.has_activation) layer.activation = random_selection(activations(), random);
    if (row.has_initializer) layer.initializer = random_selection(initializers(), random);
    if (row.has_layers)
        for (std::uint32_t i = 0, count = 1 + random.below(3); i < count; ++i)
            layer.layers.push_back(random_layer(random, depth + 1));
    return layer;
}

inline void make_narrow(std::vector<LayerSpecification>& layers) {
    for (LayerSpecification& layer : layers) {
        if (!layer.layer.values.empty()) layer.layer.values[0] = std::min(layer.layer.values[0], 9.0);
        make_narrow(layer.layers);
    }
}

inline void randomise_training(Scenario& scenario, RandomStream& random) {
    scenario.loss = random_selection(losses(), random);
    scenario.regularization = {random_value(l1_setting, random), random_value(l2_setting, random)};
    scenario.optimizer = random_selection(optimizers(), random);
    scenario.schedule = random_selection(schedules(), random);
    scenario.batch_size = static_cast<int>(random_value(batch_size_setting, random));
    scenario.shuffle = chance(random);
    scenario.seed = random_seed(random);
    if (chance(random)) scenario.stop.epochs = static_cast<int>(random_value(epochs_setting, random));
    if (chance(random)) scenario.stop.patience = static_cast<int>(random_value(patience_setting, random));
    if (chance(random)) scenario.stop.target_loss = random_value(target_loss_setting, random);
    if (own_weight_decay(scenario.optimizer) == 0)
        scenario.regularization.decoupled_weight_decay = random_value(decoupled_weight_decay_setting, random);
    if (chance(random)) scenario.regularization.max_norm = random_value(max_norm_setting, random);
    if (chance(random)) scenario.input_noise = random_selection(input_noises(), random);
    for (const AugmentationRow& row : augmentations())
        if (row.fits(scenario.task) && chance(random))
            scenario.augmentation.*row.amount = random_value(row.setting(), random);
    if (chance(random)) scenario.batch_size = full_batch;
    scenario.ensemble = {static_cast<int>(random_value(members_setting, random)), chance(random)};
}

inline std::vector<std::string> random_features(Task task, RandomStream& random) {
    std::vector<std::string> ids;
    for (const FeatureRow& row : features())
        if (!(row.needs_x2 && task == Task::curve) && (chance(random) || ids.empty())) ids.emplace_back(row.id);
    random.shuffle(std::span(ids));
    return ids;
}

}  // namespace random_parts

/// A scenario that check_scenario accepts, nearly always; every key differs from its default in some of them.
inline Scenario random_scenario(std::uint64_t seed) {
    using namespace random_parts;
    RandomStream random(seed, RandomPurpose::points);
    Scenario scenario;
    if (chance(random)) scenario.title = "κ \"quoted\" \\ title";
    if (chance(random)) scenario.description = "two\nlines";
    scenario.task = random_row(tasks(), random).task;
    scenario.data.source = random_source(scenario.task, random);
    scenario.data.validation = random_value(validation_setting, random);
    scenario.data.split_seed = chance(random) ? random_seed(random) : 1;
    scenario.standardize = chance(random);
    scenario.features = random_features(scenario.task, random);
    for (std::uint32_t i = 0, count = random.below(4); i < count; ++i)
        scenario.network.layers.push_back(random_layer(random));
    randomise_training(scenario, random);
    return scenario;
}

/// Like random_scenario, with few generated points and a loss that fits their number of classes: it can be built.
inline Scenario random_small_scenario(std::uint64_t seed) {
    Scenario scenario = random_scenario(seed);
    using namespace random_parts;
    RandomStream random(seed, RandomPurpose::noise);
    GeneratorSource source = random_generator(scenario.task, random);
    source.points = 40;
    make_narrow(scenario.network.layers);
    const int classes = find_row(generators(), source.generator.id)->classes(source.generator.values);
    while (!find_row(losses(), scenario.loss.id)->fits(scenario.task, classes))
        scenario.loss = random_selection(losses(), random);
    scenario.data.source = std::move(source);
    return scenario;
}

/// Epoch 3 of a scenario that was never trained: random parameters, with a path of five points.
inline Model untrained_model(const Scenario& scenario) {
    Result<Dataset> data = load_dataset(scenario.task, scenario.data);
    if (!data) throw std::runtime_error(data.error().message());
    Result<InputPipeline> inputs = build_input_pipeline(*data, scenario.features, scenario.standardize);
    if (!inputs) throw std::runtime_error(inputs.error().message());
    const auto network =
        Network<float>::build(scenario.network, inputs->inputs(), scenario.task, data->classes, scenario.loss);
    if (!network) throw std::runtime_error(network.error().message());
    Model model{std::make_shared<const Scenario>(scenario), std::make_shared<const Dataset>(*data), *network, *inputs,
                nullptr};
    RandomStream random(scenario.seed, RandomPurpose::directions);
    for (std::uint64_t step = 0; step < 5; ++step) {
        std::vector<float> parameters((*network)->vector_size());
        for (float& parameter : parameters) parameter = static_cast<float>(random.normal());
        for (const ParameterBlock& block : (*network)->blocks())
            if (block.name.ends_with("running_var"))
                for (std::size_t i = 0; i < block.size(); ++i)
                    parameters[block.offset + i] = std::abs(parameters[block.offset + i]) + 0.5f;
        model.path.push_back({step * 10, std::make_shared<const std::vector<float>>(std::move(parameters))});
    }
    model.parameters = model.path.back().parameters;
    model.epoch = 3;
    model.step = 40;
    return model;
}

}  // namespace ravine::test
