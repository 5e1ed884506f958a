// SPDX-License-Identifier: Apache-2.0
#include "core/result.hpp"

#include <stdexcept>

namespace core {

void throw_exception_from_error(const Error& error, const boost::source_location& where) {
    throw std::logic_error(error.sentence + " (value() without a value at " + where.file_name() + ":" +
                           std::to_string(where.line()) + ")");
}

}  // namespace core
