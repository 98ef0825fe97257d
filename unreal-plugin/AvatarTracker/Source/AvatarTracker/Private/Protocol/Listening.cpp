// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Protocol/Listening.h"

#include "Protocol/JsonLine.h"

#include <algorithm>

namespace avatar
{
namespace
{
/** The port of `ws://127.0.0.1:PORT/ws`; 0 for any other address. */
std::uint16_t ReadPort(std::string_view url)
{
	constexpr std::string_view start = "ws://127.0.0.1:", end = "/ws";
	if (!url.starts_with(start) || !url.ends_with(end) || url.size() <= start.size() + end.size()) return 0;
	const std::string_view digits = url.substr(start.size(), url.size() - start.size() - end.size());
	std::uint32_t port = 0;
	for (const char digit : digits)
	{
		if (digit < '0' || digit > '9' || port > 6553) return 0;
		port = port * 10 + static_cast<std::uint32_t>(digit - '0');
	}
	return port > 65535 ? 0 : static_cast<std::uint16_t>(port);
}
}

std::optional<Listening> ReadListening(std::string_view line)
{
	const auto fields = ReadJsonLine(line);
	if (!fields) return std::nullopt;
	Listening where;
	bool bListens = false;
	for (const JsonField& field : *fields)
	{
		if (!field.bText) continue;
		if (field.Key == "event") bListens = field.Value == "listening";
		else if (field.Key == "ws") where.Port = ReadPort(field.Value);
		else if (field.Key == "tokenFile") where.TokenFile = field.Value;
	}
	if (!bListens || where.Port == 0 || where.TokenFile.empty()) return std::nullopt;
	return where;
}

std::string ReadToken(std::string_view text)
{
	const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
	const bool bPrintable = std::all_of(line.begin(), line.end(), [](char letter) { return letter > 0x20 && letter < 0x7f; });
	return bPrintable && line.size() >= 16 && line.size() <= 200 ? std::string(line) : std::string();
}
}
