#pragma once
// Which surface a race is run on: a row of the table, or one that somebody has made.

#include <array>
#include <memory>
#include <variant>

#include "engine/landscape/analytic_surface.hpp"
#include "engine/landscape/formula_surface.hpp"
#include "engine/landscape/painted_surface.hpp"
#include "engine/landscape/slice_surface.hpp"

namespace ravine {

/// Each alternative has a make_surface of its own.
using SurfaceSpecification = std::variant<Selection, TypedFormula, PaintedGround, NetworkSlice>;

/// Errors are those of the alternatives.
Result<std::shared_ptr<const Surface>> make_surface(const SurfaceSpecification& specification);

/// Where the surface is worth looking at, and where a race on it may well start.
struct NaturalView {
    Window window;
    std::array<double, 2> start;
};
NaturalView natural_view(const SurfaceSpecification& specification);

/// True where both are the same row of the table, whatever its settings, or have been made in the same way.
bool is_same_kind(const SurfaceSpecification& a, const SurfaceSpecification& b);

/// The selection of a row of the table of surfaces; null where it is another kind of surface.
inline const Selection* row_selection(const SurfaceSpecification& specification) {
    return std::get_if<Selection>(&specification);
}
inline Selection* row_selection(SurfaceSpecification& specification) { return std::get_if<Selection>(&specification); }

}  // namespace ravine
