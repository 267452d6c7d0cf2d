#include "engine/session/desk.hpp"

#include "engine/core/table.hpp"
#include "engine/io/exporters.hpp"

namespace ravine::session {

namespace {

Event error_event(Ticket ticket, const Error& error) { return {Event::Kind::error, ticket, error.message()}; }

/// True where a later order of the same kind waits and makes this one needless.
bool is_superseded(const std::vector<Order>& orders, std::size_t index) {
    const std::size_t kind = orders[index].content.index();
    if (std::holds_alternative<ExportOrder>(orders[index].content)) return false;
    for (std::size_t later = index + 1; later < orders.size(); ++later)
        if (orders[later].content.index() == kind) return true;
    return false;
}

}  // namespace

Desk::Desk(decltype(SessionOptions::exporter) exporter, Deliver deliver)
    : exporter_(exporter ? std::move(exporter) : export_model),
      deliver_(std::move(deliver)),
      thread_([this] { run(); }) {}

Desk::~Desk() {
    orders_.close();
    thread_.join();
}

void Desk::run() {
    while (!orders_.closed()) {
        orders_.wait({});
        carry_out_all();
    }
    carry_out_all();
}

void Desk::carry_out_all() {
    const std::vector<Order> orders = orders_.take();
    for (std::size_t i = 0; i < orders.size(); ++i) {
        const bool is_export = std::holds_alternative<ExportOrder>(orders[i].content);
        if (is_superseded(orders, i) || (orders_.closed() && !is_export))
            deliver_({{}, orders[i].ticket});
        else
            carry_out(orders[i]);
    }
}

void Desk::carry_out(const Order& order) {
    deliver_failures(deliver_, order.ticket, "exception", [&] {
        Delivery delivery =
            std::visit([&](const auto& content) { return result_of(content, order.ticket); }, order.content);
        delivery.closes = order.ticket;
        deliver_(std::move(delivery));
    });
}

Result<std::shared_ptr<const Surface>> Desk::surface_of(const SurfaceSpecification& specification) {
    if (specification_ == specification) return surface_;
    Result<std::shared_ptr<const Surface>> surface = make_surface(specification);
    if (!surface) return surface.error();
    specification_ = specification;
    return surface_ = *surface;
}

Delivery Desk::result_of(const command::SetRace& order, Ticket ticket) {
    if (!race_ || race_->specification() != order.race) {
        const auto surface = surface_of(order.race.surface);
        if (!surface) return {error_event(ticket, surface.error())};
        Result<Race> race = Race::create(order.race, *surface);
        if (!race) {
            // Nobody can race there, but the surface is the one to be shown.
            race_.reset();
            deliver_({std::make_shared<const RaceResult>(RaceResult{order.race, *surface, 0, {}, {}})});
            return {error_event(ticket, race.error())};
        }
        race_ = std::move(race).value();
        race_->keep_records();
    }
    Result<RaceResult> result = race_->result(order.steps);
    if (!result) return {error_event(ticket, result.error())};
    return {std::make_shared<const RaceResult>(std::move(result).value())};
}

Delivery Desk::result_of(const command::SetLandscapeView& order, Ticket ticket) {
    if (order.is_empty()) return {std::shared_ptr<const LandscapeSubject>()};
    if (Status status = check_window(order.window, "window"); !status) return {error_event(ticket, status.error())};
    for (const Status& status : {order.basins ? check_question(*order.basins) : Status(),
                                 order.rate_map ? check_question(*order.rate_map) : Status()})
        if (!status) return {error_event(ticket, status.error())};
    const auto surface = surface_of(order.surface);
    if (!surface) return {error_event(ticket, surface.error())};
    return {std::make_shared<const LandscapeSubject>(LandscapeSubject{order, *surface})};
}

Delivery Desk::result_of(const ExportOrder& order, Ticket ticket) {
    if (Status status = exporter_(order.model, order.format, order.path); !status)
        return {error_event(ticket, status.error())};
    const ExporterRow* row = find_row(exporters(), order.format);
    const std::string label = row ? std::string(row->label) : order.format;
    return {Event{Event::Kind::finished, ticket, "exported " + label + " to " + order.path}};
}

}  // namespace ravine::session
