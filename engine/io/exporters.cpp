#include "engine/io/exporters.hpp"

#include <array>

#include "engine/core/table.hpp"
#include "engine/io/export_json.hpp"
#include "engine/io/export_onnx.hpp"
#include "engine/io/files.hpp"

namespace ravine {

namespace {

constexpr std::array exporter_rows = {
    ExporterRow{"onnx",
                "ONNX",
                ".onnx",
                "ONNX Runtime, and what else reads ONNX; takes raw points, gives predictions",
                {},
                encode_onnx},
    ExporterRow{"json",
                "JSON",
                ".json",
                "Programs written by hand: inputs, weights [out][in], biases, activations",
                {},
                encode_network_json},
};
static_assert(is_sound_table(std::span<const ExporterRow>(exporter_rows)));

}  // namespace

std::span<const ExporterRow> exporters() { return exporter_rows; }

Status export_model(const Model& model, std::string_view format, const std::string& path) {
    const Result<const ExporterRow*> row = require_row(exporters(), format, "export format", "");
    if (!row) return row.error();
    const Result<std::string> bytes = (*row)->encode(model);
    if (!bytes) return bytes.error();
    return write_file(path, *bytes);
}

}  // namespace ravine
