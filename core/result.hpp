// SPDX-License-Identifier: Apache-2.0
// How a function says no. A Result when the person may be wrong, an exception when the world is broken (disk
// full, a bug), and insight::Outcome::unknown when there is no answer yet.
#pragma once

#include <boost/system/result.hpp>
#include <string>

namespace core {

enum class Errc {
    invalid = 1,  // what was given makes no sense
    not_found,    // nothing has that name
    denied,       // this asker may not
    conflict,     // the thing has moved on, or somebody else holds it
    unavailable,  // an outside part gave no answer
};

// One refusal for two audiences: `sentence` is for the person (what happened, what was not changed, what to
// do), `detail` for the log.
struct Error {
    Errc code = Errc::invalid;
    std::string sentence;
    std::string detail;
};

// Lets Result<T>::value() throw something that says what went wrong. Asking for a value that is not there is
// a bug of ours.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& where);

template <class T>
using Result = boost::system::result<T, Error>;

inline Error invalid(std::string sentence) { return {Errc::invalid, std::move(sentence), {}}; }
inline Error not_found(std::string sentence) { return {Errc::not_found, std::move(sentence), {}}; }
inline Error denied(std::string sentence) { return {Errc::denied, std::move(sentence), {}}; }
inline Error conflict(std::string sentence) { return {Errc::conflict, std::move(sentence), {}}; }
inline Error unavailable(std::string sentence, std::string detail = {}) {
    return {Errc::unavailable, std::move(sentence), std::move(detail)};
}

}  // namespace core
