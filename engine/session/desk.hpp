#pragma once

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <variant>

#include "engine/session/delivery.hpp"
#include "engine/session/mailbox.hpp"
#include "engine/session/session.hpp"

namespace ravine::session {

struct ExportOrder {
    Model model;
    std::string format;
    std::string path;
};

struct Order {
    Ticket ticket;
    std::variant<command::SetRace, command::SetLandscapeView, ExportOrder> content;
};

/// A thread for what is asked for once and may take longer than training should wait: surfaces, races, exports.
class Desk {
  public:
    Desk(decltype(SessionOptions::exporter) exporter, Deliver deliver);
    /// Carries out the exports that wait.
    ~Desk();

    /// Of several waiting races, or views, the last is carried out; every ticket is closed.
    void place(Order order) { orders_.push(std::move(order)); }

  private:
    void run();
    void carry_out_all();
    void carry_out(const Order& order);

    Result<std::shared_ptr<const Surface>> surface_of(const SurfaceSpecification& specification);
    Delivery result_of(const command::SetRace& order, Ticket ticket);
    Delivery result_of(const command::SetLandscapeView& order, Ticket ticket);
    Delivery result_of(const ExportOrder& order, Ticket ticket);

    decltype(SessionOptions::exporter) exporter_;
    Deliver deliver_;
    std::optional<Race> race_;  // kept, so that its next steps are all that has to be run
    std::optional<SurfaceSpecification> specification_;
    std::shared_ptr<const Surface> surface_;  // made from that; for the race and for its pictures
    Mailbox<Order> orders_;
    std::thread thread_;
};

}  // namespace ravine::session
