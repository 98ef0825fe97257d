// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace avatar
{
/** Where the sidecar listens: the one line that `serve` prints. */
struct Listening
{
	std::uint16_t Port = 0;
	/** File that holds the token for `hello`; only this user can read it. */
	std::string TokenFile;

	/** Always this machine: a line cannot send the plugin elsewhere. */
	std::string Url() const { return "ws://127.0.0.1:" + std::to_string(Port) + "/ws"; }
};

/** Empty when the line is another one, as a log line. */
std::optional<Listening> ReadListening(std::string_view line);

/** The token in a file's text: its first line. Empty unless it is 16 to 200 printable ASCII characters. */
std::string ReadToken(std::string_view text);
}
