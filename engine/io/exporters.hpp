#pragma once
// The table of exporters: a trained model as a file that other programs load.

#include <span>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "engine/core/setting.hpp"
#include "engine/train/model.hpp"

namespace ravine {

struct ExporterRow {
    std::string_view id;         ///< "onnx"
    std::string_view label;      ///< "ONNX"
    std::string_view extension;  ///< ".onnx"
    std::string_view help;       ///< who loads it
    std::span<const Setting> settings;
    /// The file's bytes, already checked by reading them back. Refuses parameters that are not finite.
    Result<std::string> (*encode)(const Model& model);
};

std::span<const ExporterRow> exporters();

/// Encodes and writes. Errors as in encode and write_file.
Status export_model(const Model& model, std::string_view format, const std::string& path);

}  // namespace ravine
