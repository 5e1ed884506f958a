// SPDX-License-Identifier: Apache-2.0
#include "sources/assemble.hpp"

#include "core/json.hpp"
#include "core/text.hpp"
#include "insight/file_search.hpp"
#include "insight/links.hpp"
#include "insight/risky_files.hpp"
#include "sources/catalog.hpp"
#include "sources/ci.hpp"
#include "sources/declarations.hpp"
#include "sources/documents.hpp"
#include "sources/guide_link.hpp"
#include "sources/link_target.hpp"
#include "sources/own_links.hpp"
#include "sources/owners.hpp"
#include "sources/reading_order.hpp"
#include "sources/templates.hpp"
#include "sources/yaml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace sources {
namespace {

using insight::Facts;
using insight::File;
using insight::FileKind;
using insight::Role;

constexpr std::size_t longest_small_file = 64U << 10U;
constexpr std::size_t most_faults = 50;
constexpr std::size_t most_guides = 8;
// Of the steps of all CI files: every word of them is looked at.
constexpr std::size_t most_ci_bytes = 4U << 20U;

bool is_one_of(Role role, const auto& list) { return std::ranges::find(list, role) != list.end(); }

constexpr auto document_roles = std::to_array<Role>(
    {Role::readme, Role::contributing, Role::code_of_conduct, Role::security, Role::support, Role::governance,
     Role::licence, Role::change_log, Role::conventions, Role::roadmap, Role::change_template});
constexpr auto small_roles =
    std::to_array<Role>({Role::listing, Role::manifest, Role::setup, Role::dependency_updates});

std::string in_quotes(std::string_view path) {
    return fmt::format("\"{}\"", core::shorten(core::one_line(path.substr(0, 400)), 120));
}

std::string small_text(std::string_view bytes) {
    auto text = core::clean(bytes.substr(0, longest_small_file));
    if (text.size() <= longest_small_file) return text;
    // Replacing what was invalid may have made it longer: cut again, between characters.
    auto end = longest_small_file;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
    return text;
}

std::string said_size(std::uint64_t bytes) {
    constexpr std::uint64_t mebibyte = 1U << 20U;
    return bytes < mebibyte ? fmt::format("{} bytes", bytes)
                            : fmt::format("{:.1f} MiB", static_cast<double>(bytes) / mebibyte);
}
std::string too_large(const File& file, const Blob& blob) {
    return fmt::format("{} was not read: it has {}, and a file over {} is not opened.", in_quotes(file.path),
                       said_size(blob.size_bytes), said_size(blob.most_bytes));
}

// Git LFS keeps three lines in the place of the file. Source: Git LFS specification, "The Pointer".
bool is_stand_in(const Blob& blob) {
    return blob.bytes.size() < 1024 && blob.bytes.starts_with("version https://git-lfs.github.com/spec/v1");
}

class Assembly {
  public:
    Assembly(Facts& facts, const Contents& contents, std::size_t text_limit)
        : facts_(facts), contents_(contents), links_left_(text_limit), left_(text_limit) {}

    void run() {
        const auto order = reading_order(*facts_.tree);
        expect(order);
        follow_links_among(order);
        read_aliases(order);
        for (const auto* file : order) {
            if (file->kind == FileKind::submodule || file->kind == FileKind::link ||
                is_owners_aliases(file->path) || is_read_as_itself(*file, order))
                continue;
            if (left_ == 0)
                ++unread_;
            else
                read(*file);
        }
        if (unread_ > 0)
            fault(fmt::format("{} further files with text were not read: the limit is reached.", unread_));
        read_linked_guides();
        read_suspects();
    }

  private:
    // Aliases count in the top folder only.
    static bool is_passed_over(const File& file) {
        return file.kind == FileKind::submodule ||
               (is_owners_aliases(file.path) && file.path.find('/') != std::string::npos);
    }

    // What is never read must not be announced: damage in it would be trouble for nothing.
    void expect(std::vector<const File*> files) {
        if (!contents_.expect) return;
        std::erase_if(files, [](const File* file) { return is_passed_over(*file); });
        if (files.size() > left_) files.resize(left_);
        contents_.expect(files);
    }

    void read_suspects() {
        if (!contents_.read_suspect) return;
        const auto suspects = insight::suspects_of(*facts_.tree);
        if (contents_.expect) contents_.expect(suspects);
        for (const auto* file : suspects)
            if (auto text = contents_.read_suspect(*file))
                facts_.suspects.push_back({file->path, std::move(*text)});
    }

    void fault(std::string what) {
        if (facts_.faults.size() < most_faults) facts_.faults.push_back({0, std::move(what)});
    }

    // A link counts as the file that it leads to. Where it leads to none, it stays a link. All are followed
    // before the first one counts as something else: one may lead over another. They have a limit of their
    // own, so that links by the hundred leave README to be read.
    void follow_links_among(const std::vector<const File*>& order) {
        for (const auto* file : order) {
            if (file->kind != FileKind::link) continue;
            if (links_left_ == 0) {
                ++unread_;
                continue;
            }
            --links_left_;
            bool is_absent = false;
            const ReadBlob read = [&](const File& each) {
                auto blob = contents_.read(each);
                is_absent = is_absent || (blob && blob->absent);
                return is_absent ? std::nullopt : std::move(blob);
            };
            if (const auto* target = target_of(*facts_.tree, *file, read))
                targets_[file->path] = target;
            else if (!is_absent)
                fault(fmt::format("{} is a link to no file of this tree and was not followed.",
                                  in_quotes(file->path)));
        }
        for (auto& file : facts_.tree->files) {
            const auto found = targets_.find(file.path);
            if (found == targets_.end()) continue;
            file.kind = found->second->kind;
            // What counts as itself has nothing more to say under the name of a link to it.
            file.size_bytes = is_read_as_itself(file, order) ? 0 : found->second->size_bytes;
        }
    }

    // What is read as itself is not read a second time under the name of a link to it.
    bool is_read_as_itself(const File& file, const std::vector<const File*>& order) const {
        const auto found = targets_.find(file.path);
        if (found == targets_.end() || std::ranges::find(order, found->second) == order.end()) return false;
        const auto own = insight::roles_of(found->second->path);
        return std::ranges::all_of(insight::roles_of(file.path),
                                   [&](Role role) { return is_one_of(role, own); });
    }

    std::optional<Blob> bytes_of(const File& file) {
        if (file.kind == FileKind::link) return std::nullopt;
        if (left_ > 0) --left_;
        const auto followed = targets_.find(file.path);
        auto blob = contents_.read(followed == targets_.end() ? file : *followed->second);
        if (!blob)
            fault(fmt::format("{} could not be read.", in_quotes(file.path)));
        else if (blob->absent)
            return std::nullopt;
        else if (blob->bytes.empty() && blob->size_bytes > 0)
            fault(too_large(file, *blob));
        else if (is_stand_in(*blob))
            fault(fmt::format("{} is a pointer of Git LFS: its text is not in git, so it was not read.",
                              in_quotes(file.path)));
        else
            return blob;
        return std::nullopt;
    }

    // Before all owners files: they name people by them.
    void read_aliases(const std::vector<const File*>& order) {
        for (const auto* file : order) {
            if (!is_owners_aliases(file->path) || is_passed_over(*file) || left_ == 0) continue;
            std::vector<insight::Fault> faults;
            if (const auto blob = bytes_of(*file)) aliases_ = parse_owners_aliases(blob->bytes, faults);
            for (const auto& each : faults)
                fault(fmt::format("{}, line {}: {}", file->path, each.line, each.what));
        }
    }

    void read(const File& file) {
        const auto blob = bytes_of(file);
        if (!blob) return;
        const auto roles = insight::roles_of(file.path);
        const auto has = [&](const auto& list) {
            return std::ranges::any_of(roles, [&](Role role) { return is_one_of(role, list); });
        };
        if (has(document_roles)) add_document(file, *blob);
        for (const auto role : roles) add(role, file, *blob);
        if (has(small_roles)) facts_.small_files.push_back({file.path, small_text(blob->bytes)});
    }

    void add(Role role, const File& file, const Blob& blob) {
        if (role == Role::readiness) add_declarations(file, blob);
        if (role == Role::listing) add_listing(file, blob);
        if (role == Role::owners) add_owners(file, blob);
        if (role == Role::ci) add_ci(file, blob);
        if (role == Role::issue_template)
            facts_.templates.push_back(parse_template(file.path, blob.bytes, insight::TemplateKind::issue));
        if (role == Role::change_template)
            facts_.templates.push_back(parse_template(file.path, blob.bytes, insight::TemplateKind::change));
    }

    void add_ci(const File& file, const Blob& blob) {
        if (ci_bytes_ >= most_ci_bytes) {
            insight::CiFile unread;
            unread.path = file.path;
            unread.vendor = ci_vendor(file.path);
            unread.fault = "The limit of CI steps is reached.";
            unread.is_cut = true;
            facts_.ci.push_back(std::move(unread));
            fault(fmt::format("{} was not read: the limit of CI steps is reached.", in_quotes(file.path)));
            return;
        }
        facts_.ci.push_back(parse_ci(file.path, blob.bytes));
        ci_bytes_ += facts_.ci.back().step_bytes;
        if (facts_.ci.back().is_cut)
            fault(
                fmt::format("Only the first {} steps of {} were read: there are too many, or they are too "
                            "long.",
                            facts_.ci.back().steps.size(), in_quotes(file.path)));
    }

    // A listing that a portal cannot read is none, and silence would hide why.
    void add_listing(const File& file, const Blob& blob) {
        if (core::lower(file.path).ends_with(".json")) {
            if (!blob.truncated && !core::parse_json(blob.bytes).has_value())
                fault(fmt::format("{} is no JSON; what it says does not count.", in_quotes(file.path)));
            return;
        }
        if (const auto read = yaml::parse(blob.bytes); read.is_broken())
            fault(fmt::format("{}, line {}: {} What it says does not count.", in_quotes(file.path),
                              read.faults.front().line, read.faults.front().what));
        if (!facts_.catalog) facts_.catalog = parse_catalog(file.path, blob.bytes);
    }

    void add_document(const File& file, const Blob& blob) {
        auto document = parse_document(file.path, blob.bytes, blob.truncated);
        document.size_bytes = std::max<std::uint64_t>(blob.size_bytes, blob.bytes.size());
        shorten_own_links(document, facts_.remote);
        if (document.binary)
            fault(fmt::format("{} is no text and was not read; save it as UTF-8.", in_quotes(file.path)));
        else if (blob.truncated)
            fault(fmt::format("Only the first {} of {} were read; it has {}.", said_size(blob.bytes.size()),
                              in_quotes(file.path), said_size(document.size_bytes)));
        if (const auto note = note_on_letters(blob.bytes, blob.truncated); !document.binary && !note.empty())
            fault(fmt::format("{} {}; save it as UTF-8.", in_quotes(file.path), note));
        facts_.documents.push_back(std::move(document));
    }

    // The first spelling of the name wins.
    void add_declarations(const File& file, const Blob& blob) {
        if (facts_.declared) return;
        facts_.declared = parse_declarations(file.path, blob.bytes);
        if (blob.truncated) facts_.declared->faults.push_back({1, "Only the start of this file was read."});
    }

    void add_owners(const File& file, const Blob& blob) {
        const auto size = blob.truncated ? std::max<std::uint64_t>(blob.size_bytes, blob.bytes.size() + 1)
                                         : blob.bytes.size();
        facts_.owners.push_back(parse_owners(file.path, blob.bytes, size, facts_.host, aliases_));
        // Lists of maintainers often say how one becomes a maintainer.
        if (facts_.owners.back().kind == insight::OwnersKind::maintainers) add_document(file, blob);
    }

    // The guide that is declared, those that README or CONTRIBUTING link to, and their own parts. None counts
    // against the limit.
    void read_linked_guides() {
        if (facts_.declared && facts_.declared->contribution_guide)
            read_declared_guide(facts_.declared->path, *facts_.declared->contribution_guide);
        auto left = most_guides;
        for (int round = 0; round < 2; ++round)
            for (const auto* file : find_guide_links(facts_, left)) {
                read_guide(*file);
                --left;
            }
    }

    void read_declared_guide(const std::string& declared_in, const std::string& guide) {
        const auto path = insight::resolve_link("", guide);
        if (const auto* file = insight::find_file(*facts_.tree, path))
            read_guide(*file);
        else if (path.empty() || insight::find_document(facts_, path) == nullptr)
            fault(fmt::format("{} names {} as contribution_guide, which is no file of this tree.",
                              in_quotes(declared_in), in_quotes(guide)));
    }

    void read_guide(const File& file) {
        const bool known = std::ranges::any_of(
            facts_.documents, [&](const auto& document) { return document.path == file.path; });
        if (known) return;
        if (const auto blob = bytes_of(file)) add_document(file, *blob);
    }

    Facts& facts_;
    const Contents& contents_;
    std::map<std::string, const File*, std::less<>> targets_;  // of the links that were followed
    std::size_t links_left_;
    std::size_t left_;
    std::size_t unread_ = 0;  // for want of either
    std::size_t ci_bytes_ = 0;
    OwnersAliases aliases_;
};

}  // namespace

void assemble(Facts& facts, insight::Tree tree, const Contents& contents, std::size_t text_limit) {
    if (!std::ranges::is_sorted(tree.files, {}, &File::path)) std::ranges::sort(tree.files, {}, &File::path);
    facts.tree = std::move(tree);
    if (facts.host == insight::Host::unknown) facts.host = host_of(*facts.tree);
    Assembly(facts, contents, text_limit).run();
}

}  // namespace sources
