// SPDX-License-Identifier: Apache-2.0
#include "bot/config_file.hpp"

#include "core/text.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <toml++/toml.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace bot {

namespace {

core::Result<std::string> read_file(const std::string& path, std::size_t limit) {
    std::ifstream in(path, std::ios::binary);
    if (!in || std::filesystem::is_directory(path))
        return core::not_found(fmt::format(
            "{} cannot be read; nothing was started or changed. Check the path and its permissions.",
            core::one_line(path)));
    std::string text(limit + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > limit)
        return core::invalid(fmt::format("{} is larger than {} bytes.", core::one_line(path), limit));
    return text;
}

class Flattener {
  public:
    explicit Flattener(std::string file) : file_(std::move(file)) {}
    std::vector<ConfigRow> rows;
    std::vector<std::string> problems;

    void walk(const toml::table& table, const std::string& prefix) {
        for (const auto& [name, node] : table) {
            const auto key = prefix + std::string(name.str());
            if (const auto* inner = node.as_table(); inner && inner->empty())
                rows.push_back({.key = core::one_line(key),
                                .origin = fmt::format("{}:{}", file_, node.source().begin.line),
                                .is_empty_section = true});
            else if (inner)
                walk(*inner, key + ".");
            else
                add(key, node);
        }
    }

  private:
    void add(const std::string& key, const toml::node& node) {
        ConfigRow row{.key = core::one_line(key),
                      .origin = fmt::format("{}:{}", file_, node.source().begin.line)};
        if (const auto* text = node.as_string()) {
            row.text = text->get();
        } else if (const auto* number = node.as_integer()) {
            row.text = std::to_string(number->get());
            row.type = KeyType::integer;
        } else if (const auto* truth = node.as_boolean()) {
            row.text = truth->get() ? "true" : "false";
            row.type = KeyType::truth;
        } else if (const auto* list = node.as_array()) {
            row.type = KeyType::text_list;
            add_items(row, *list);
        } else {
            problems.push_back(
                fmt::format("{}: {} has a kind of value that no setting has", row.origin, row.key));
        }
        rows.push_back(std::move(row));
    }
    void add_items(ConfigRow& row, const toml::array& list) {
        for (const auto& item : list) {
            auto origin = fmt::format("{}:{}", file_, item.source().begin.line);
            const auto* text = item.as_string();
            if (!text) {
                problems.push_back(fmt::format("{}: {} needs a list of texts", origin, row.key));
                continue;
            }
            const auto whole = text->get() + "\n";
            for (const auto line : core::lines(whole)) {
                row.text += std::string(line) + "\n";
                row.item_origins.push_back(origin);
            }
        }
    }

    std::string file_;
};

}  // namespace

std::string config_file_path(const std::string& file, const Environment& environment) {
    if (!file.empty()) return file;
    if (const auto path = environment.find("ISPO_CONFIG"); path != environment.end() && !path->second.empty())
        return path->second;
    const std::string standard = "/etc/ispo-bot/ispo.toml";
    std::error_code ignored;
    return std::filesystem::exists(standard, ignored) ? standard : std::string();
}

core::Result<std::vector<ConfigRow>> read_config_file(const std::string& path) {
    auto text = read_file(path, 1U << 20U);
    if (!text) return text.error();
    const auto name = std::filesystem::path(path).filename().string();
    try {
        const auto table = toml::parse(*text, path);
        Flattener flattener(name);
        flattener.walk(table, "");
        if (!flattener.problems.empty())
            return core::invalid("The configuration has mistakes; nothing was started or changed.\n  " +
                                 core::join(flattener.problems, "\n  "));
        return std::move(flattener.rows);
    } catch (const toml::parse_error& error) {
        return core::invalid(
            fmt::format("{}:{}: {}; nothing was started or changed.", name, error.source().begin.line,
                        core::shorten(core::one_line(std::string(error.description())), 160)));
    }
}

bool is_readable_by_everybody(const std::string& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && (status.st_mode & S_IROTH) != 0;
}

core::Result<Secret> read_secret(const std::string& path) {
    auto text = read_file(path, 4096);
    if (!text) return text.error();
    Secret secret{.text = std::string(core::trim(*text))};
    if (secret.text.empty())
        return core::invalid(fmt::format("{} is empty; put the secret into it.", core::one_line(path)));
    struct stat status {};
    secret.readable_by_others = ::stat(path.c_str(), &status) == 0 && (status.st_mode & 077) != 0;
    return secret;
}

}  // namespace bot
