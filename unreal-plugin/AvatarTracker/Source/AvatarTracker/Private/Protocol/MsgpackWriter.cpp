// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Protocol/MsgpackWriter.h"

#include <bit>
#include <utility>

namespace avatar
{
void MsgpackWriter::BigEndian(std::uint64_t value, int size)
{
	for (int shift = (size - 1) * 8; shift >= 0; shift -= 8)
	{
		Byte(value >> shift);
	}
}

MsgpackWriter& MsgpackWriter::Map(std::uint32_t pairs)
{
	if (pairs < 16) Byte(0x80 | pairs);
	else if (pairs <= 0xffff) { Byte(0xde); BigEndian(pairs, 2); }
	else { Byte(0xdf); BigEndian(pairs, 4); }
	return *this;
}

MsgpackWriter& MsgpackWriter::Array(std::uint32_t items)
{
	if (items < 16) Byte(0x90 | items);
	else if (items <= 0xffff) { Byte(0xdc); BigEndian(items, 2); }
	else { Byte(0xdd); BigEndian(items, 4); }
	return *this;
}

MsgpackWriter& MsgpackWriter::String(std::string_view text)
{
	const std::size_t size = text.size();
	if (size < 32) Byte(0xa0 | size);
	else if (size <= 0xff) { Byte(0xd9); Byte(size); }
	else if (size <= 0xffff) { Byte(0xda); BigEndian(size, 2); }
	else { Byte(0xdb); BigEndian(size, 4); }
	Data.insert(Data.end(), text.begin(), text.end());
	return *this;
}

MsgpackWriter& MsgpackWriter::Binary(std::span<const std::uint8_t> bytes)
{
	const std::size_t size = bytes.size();
	if (size <= 0xff) { Byte(0xc4); Byte(size); }
	else if (size <= 0xffff) { Byte(0xc5); BigEndian(size, 2); }
	else { Byte(0xc6); BigEndian(size, 4); }
	Data.insert(Data.end(), bytes.begin(), bytes.end());
	return *this;
}

MsgpackWriter& MsgpackWriter::Integer(std::int64_t value)
{
	const std::uint64_t bits = static_cast<std::uint64_t>(value);
	if (value >= 0)
	{
		if (value < 0x80) Byte(bits);
		else if (value <= 0xff) { Byte(0xcc); Byte(bits); }
		else if (value <= 0xffff) { Byte(0xcd); BigEndian(bits, 2); }
		else if (value <= 0xffffffffLL) { Byte(0xce); BigEndian(bits, 4); }
		else { Byte(0xcf); BigEndian(bits, 8); }
	}
	else if (value >= -32) Byte(bits);
	else if (value >= -0x80) { Byte(0xd0); Byte(bits); }
	else if (value >= -0x8000) { Byte(0xd1); BigEndian(bits, 2); }
	else if (value >= -0x80000000LL) { Byte(0xd2); BigEndian(bits, 4); }
	else { Byte(0xd3); BigEndian(bits, 8); }
	return *this;
}

MsgpackWriter& MsgpackWriter::Float(double value)
{
	Byte(0xcb);
	BigEndian(std::bit_cast<std::uint64_t>(value), 8);
	return *this;
}

MsgpackWriter& MsgpackWriter::Bool(bool value)
{
	Byte(value ? 0xc3 : 0xc2);
	return *this;
}

MsgpackWriter& MsgpackWriter::Nil()
{
	Byte(0xc0);
	return *this;
}

std::vector<std::uint8_t> MsgpackWriter::Take()
{
	return std::exchange(Data, {});
}
}
