// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace avatar
{
/** A field of the object: numbers, true, false and null are as they are written. */
struct JsonField
{
	std::string Key;
	std::string Value;
	bool bText = false;
};

/**
 * The fields of a JSON object that holds no object or array, as the one line with which the sidecar says where it
 * listens. Empty for anything else, for more than 64 fields and for more than 16 KiB.
 */
std::optional<std::vector<JsonField>> ReadJsonLine(std::string_view line);
}
