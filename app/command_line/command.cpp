#include "app/command_line/command.hpp"

#include <array>

#include "app/command_line/bench.hpp"
#include "app/command_line/descend.hpp"
#include "app/command_line/docs.hpp"
#include "app/command_line/export.hpp"
#include "app/command_line/frames.hpp"
#include "app/command_line/list.hpp"
#include "app/command_line/predict.hpp"
#include "app/command_line/rates.hpp"
#include "app/command_line/record.hpp"
#include "app/command_line/screenshot.hpp"
#include "app/command_line/surface.hpp"
#include "app/command_line/train.hpp"
#include "engine/core/table.hpp"

namespace ravine {

namespace {

constexpr std::array rows{train_command,   predict_command, export_command,     surface_command,
                          descend_command, rates_command,   screenshot_command, record_command,
                          frames_command,  list_command,    bench_command,      docs_command};
static_assert(is_sound_table(std::span<const CommandRow>(rows)));

}  // namespace

std::span<const CommandRow> commands() { return rows; }

}  // namespace ravine
