// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace avatar
{
/** Writes msgpack values one after another, each in its shortest form; floats as float64. */
class MsgpackWriter
{
public:
	MsgpackWriter& Map(std::uint32_t pairs);
	MsgpackWriter& Array(std::uint32_t items);
	MsgpackWriter& String(std::string_view text);
	MsgpackWriter& Binary(std::span<const std::uint8_t> bytes);
	MsgpackWriter& Integer(std::int64_t value);
	MsgpackWriter& Float(double value);
	MsgpackWriter& Bool(bool value);
	MsgpackWriter& Nil();

	/** What was written; the writer is empty afterwards. */
	std::vector<std::uint8_t> Take();

private:
	void Byte(std::uint64_t value) { Data.push_back(static_cast<std::uint8_t>(value)); }
	void BigEndian(std::uint64_t value, int size);

	std::vector<std::uint8_t> Data;
};
}
