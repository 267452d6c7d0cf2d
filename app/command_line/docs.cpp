#include "app/command_line/docs.hpp"

#include "app/command_line/options.hpp"
#include "app/command_line/output_files.hpp"
#include "app/command_line/pages.hpp"

namespace ravine {

namespace {

Status write_pages(const std::string& path) {
    const Result<std::vector<Page>> pages = generated_pages();
    if (!pages) return pages.error();
    Result<OutputFolder> out = OutputFolder::create(path);
    if (!out) return out.error();
    for (const Page& page : *pages) out->add(page.file, page.text);
    return out->commit();
}

}  // namespace

std::string docs_details() { return "Writes the pages of docs/ that follow from the tables.\n"; }

std::function<Status()> set_up_docs(CLI::App& app, const WindowDoor*) {
    auto out = std::make_shared<std::string>();
    add_option(app, "--out", *out, "Folder for the pages").required().type_name("DIR");
    return [out] { return write_pages(*out); };
}

}  // namespace ravine
