// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Protocol/MsgpackReader.h"

#include <bit>
#include <cmath>

namespace avatar
{
namespace
{
enum Tag : std::uint8_t
{
	TagNil = 0xc0, TagFalse = 0xc2, TagTrue = 0xc3,
	TagBin8 = 0xc4, TagBin32 = 0xc6,
	TagFloat32 = 0xca, TagFloat64 = 0xcb,
	TagUint8 = 0xcc, TagUint64 = 0xcf, TagInt8 = 0xd0, TagInt64 = 0xd3,
	TagStr8 = 0xd9, TagStr32 = 0xdb,
	TagArray16 = 0xdc, TagArray32 = 0xdd, TagMap16 = 0xde, TagMap32 = 0xdf
};

std::uint64_t BigEndian(Bytes bytes)
{
	std::uint64_t value = 0;
	for (const std::uint8_t byte : bytes)
	{
		value = value << 8 | byte;
	}
	return value;
}

double ToNumber(std::uint8_t tag, std::uint64_t bits)
{
	switch (tag)
	{
	case TagFloat32: return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
	case TagFloat64: return std::bit_cast<double>(bits);
	case TagInt8: return static_cast<std::int8_t>(bits);
	case TagInt8 + 1: return static_cast<std::int16_t>(bits);
	case TagInt8 + 2: return static_cast<std::int32_t>(bits);
	case TagInt64: return static_cast<double>(static_cast<std::int64_t>(bits));
	default: return static_cast<double>(bits);
	}
}
}

MsgpackType MsgpackReader::Peek() const
{
	if (!bGood) return MsgpackType::Bad;
	if (IsAtEnd()) return MsgpackType::End;
	const std::uint8_t first = Data[Position];
	if (first < 0x80 || first >= 0xe0) return MsgpackType::Number;
	if (first < 0x90) return MsgpackType::Map;
	if (first < 0xa0) return MsgpackType::Array;
	if (first < 0xc0) return MsgpackType::String;
	if (first == TagNil) return MsgpackType::Nil;
	if (first == TagFalse || first == TagTrue) return MsgpackType::Bool;
	if (first >= TagBin8 && first <= TagBin32) return MsgpackType::Binary;
	if (first >= TagFloat32 && first <= TagInt64) return MsgpackType::Number;
	if (first >= TagStr8 && first <= TagStr32) return MsgpackType::String;
	if (first == TagArray16 || first == TagArray32) return MsgpackType::Array;
	if (first == TagMap16 || first == TagMap32) return MsgpackType::Map;
	return MsgpackType::Bad;
}

bool MsgpackReader::Fail()
{
	bGood = false;
	return false;
}

bool MsgpackReader::Take(std::size_t size, Bytes& bytes)
{
	if (!bGood || Data.size() - Position < size) return Fail();
	bytes = Data.subspan(Position, size);
	Position += size;
	return true;
}

bool MsgpackReader::TakeLength(std::size_t size, std::uint64_t& length)
{
	Bytes bytes;
	if (!Take(size, bytes)) return false;
	length = BigEndian(bytes);
	return true;
}

bool MsgpackReader::TakeSized(std::uint64_t length, Bytes& bytes)
{
	return length <= Data.size() ? Take(static_cast<std::size_t>(length), bytes) : Fail();
}

bool MsgpackReader::ReadLength(std::uint8_t first, std::uint64_t& length)
{
	switch (first)
	{
	case TagBin8: case TagStr8: return TakeLength(1, length);
	case TagBin8 + 1: case TagStr8 + 1: case TagArray16: case TagMap16: return TakeLength(2, length);
	case TagBin32: case TagStr32: case TagArray32: case TagMap32: return TakeLength(4, length);
	default: return Fail();
	}
}

bool MsgpackReader::ReadMap(std::uint32_t& pairs)
{
	if (Peek() != MsgpackType::Map) return Fail();
	const std::uint8_t first = Data[Position++];
	std::uint64_t length = first & 0x0f;
	if (first >= 0x90 && !ReadLength(first, length)) return false;
	if (length * 2 > Data.size() - Position) return Fail();
	pairs = static_cast<std::uint32_t>(length);
	return true;
}

bool MsgpackReader::ReadArray(std::uint32_t& items)
{
	if (Peek() != MsgpackType::Array) return Fail();
	const std::uint8_t first = Data[Position++];
	std::uint64_t length = first & 0x0f;
	if (first >= 0xa0 && !ReadLength(first, length)) return false;
	if (length > Data.size() - Position) return Fail();
	items = static_cast<std::uint32_t>(length);
	return true;
}

bool MsgpackReader::ReadString(std::string_view& text)
{
	if (Peek() != MsgpackType::String) return Fail();
	const std::uint8_t first = Data[Position++];
	std::uint64_t length = first & 0x1f;
	Bytes bytes;
	if (first >= 0xc0 && !ReadLength(first, length)) return false;
	if (!TakeSized(length, bytes)) return false;
	text = {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
	return true;
}

bool MsgpackReader::ReadBinary(Bytes& bytes)
{
	if (Peek() != MsgpackType::Binary) return Fail();
	std::uint64_t length = 0;
	return ReadLength(Data[Position++], length) && TakeSized(length, bytes);
}

bool MsgpackReader::ReadBool(bool& value)
{
	if (Peek() != MsgpackType::Bool) return Fail();
	value = Data[Position++] == TagTrue;
	return true;
}

bool MsgpackReader::ReadNil()
{
	if (Peek() != MsgpackType::Nil) return Fail();
	++Position;
	return true;
}

bool MsgpackReader::ReadNumber(double& value)
{
	if (Peek() != MsgpackType::Number) return Fail();
	const std::uint8_t first = Data[Position++];
	if (first < 0x80 || first >= 0xe0)
	{
		value = static_cast<std::int8_t>(first);
		return true;
	}
	// floats are 4 and 8 bytes; integers 1, 2, 4, 8 in the order of their tags, unsigned before signed
	const std::size_t size = first <= TagFloat64 ? std::size_t{4} << (first - TagFloat32)
	                                             : std::size_t{1} << ((first - TagUint8) % 4);
	std::uint64_t bits = 0;
	if (!TakeLength(size, bits)) return false;
	value = ToNumber(first, bits);
	return true;
}

bool MsgpackReader::ReadInteger(std::int64_t& value, std::int64_t lowest, std::int64_t highest)
{
	double number = 0;
	if (!ReadNumber(number)) return false;
	// written so that NaN fails
	if (!(number >= static_cast<double>(lowest) && number <= static_cast<double>(highest))) return Fail();
	if (std::floor(number) != number) return Fail();
	value = static_cast<std::int64_t>(number);
	return true;
}

bool MsgpackReader::Skip()
{
	// values still to be passed over; each takes at least one byte, so this ends with the data
	for (std::uint64_t pending = 1; pending > 0; --pending)
	{
		std::uint32_t count = 0;
		std::string_view text;
		Bytes bytes;
		double number = 0;
		bool flag = false;
		switch (Peek())
		{
		case MsgpackType::Nil: ReadNil(); break;
		case MsgpackType::Bool: ReadBool(flag); break;
		case MsgpackType::Number: ReadNumber(number); break;
		case MsgpackType::String: ReadString(text); break;
		case MsgpackType::Binary: ReadBinary(bytes); break;
		case MsgpackType::Array: ReadArray(count); pending += count; break;
		case MsgpackType::Map: ReadMap(count); pending += std::uint64_t{count} * 2; break;
		default: return Fail();
		}
		if (!bGood) return false;
	}
	return true;
}
}
