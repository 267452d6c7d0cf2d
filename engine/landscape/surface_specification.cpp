#include "engine/landscape/surface_specification.hpp"

#include "engine/core/table.hpp"

namespace ravine {

namespace {

NaturalView view_of(const Selection& selection) {
    const SurfaceRow* row = find_row(surfaces(), selection.id);
    return row ? NaturalView{row->window, row->start} : NaturalView{{-1, 1, -1, 1}, {0, 0}};
}

NaturalView view_in(const Window& window) { return {window, window.usual_start()}; }

NaturalView view_of(const TypedFormula& typed) { return view_in(typed.window); }
NaturalView view_of(const NetworkSlice& slice) { return view_in(window_of(*slice.plane)); }
NaturalView view_of(const PaintedGround& ground) { return view_in(ground.window); }

}  // namespace

NaturalView natural_view(const SurfaceSpecification& specification) {
    return std::visit([](const auto& own) { return view_of(own); }, specification);
}

bool is_same_kind(const SurfaceSpecification& a, const SurfaceSpecification& b) {
    const Selection *row = row_selection(a), *other = row_selection(b);
    return a.index() == b.index() && (row == nullptr || row->id == other->id);
}

Result<std::shared_ptr<const Surface>> make_surface(const SurfaceSpecification& specification) {
    return std::visit([](const auto& own) { return make_surface(own); }, specification);
}

}  // namespace ravine
