// SPDX-License-Identifier: Apache-2.0
#include "bot/cli.hpp"

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
    try {
        const int code = bot::run_command_line(argc, argv);
        if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
        std::fputs("The output could not be written whole (is the disk full?); what was asked for is done.\n",
                   stderr);
        return 3;
    } catch (const std::exception& error) {
        std::fprintf(stderr,
                     "ispo could not go on: %s\nNothing more was changed. Please report it with this line.\n",
                     error.what());
        return 3;
    }
}
