// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace avatar
{
using Bytes = std::span<const std::uint8_t>;

/** What the next value is; `End` when no byte is left, `Bad` for what this protocol does not use. */
enum class MsgpackType { Nil, Bool, Number, String, Binary, Array, Map, End, Bad };

/**
 * Reads msgpack values one after another from bytes that it does not own.
 *
 * Strings and binaries come back as views, so that reading allocates nothing. A length is compared with the
 * bytes that are left before it is believed: an array of n values needs n bytes. The first failure is kept;
 * every later call returns false.
 */
class MsgpackReader
{
public:
	explicit MsgpackReader(Bytes data) : Data(data) {}

	MsgpackType Peek() const;
	bool IsGood() const { return bGood; }
	bool IsAtEnd() const { return Position == Data.size(); }

	/** Number of key and value pairs that follow. */
	bool ReadMap(std::uint32_t& pairs);
	bool ReadArray(std::uint32_t& items);
	bool ReadString(std::string_view& text);
	bool ReadBinary(Bytes& bytes);
	bool ReadBool(bool& value);
	/** Any integer or float. */
	bool ReadNumber(double& value);
	/** An integer, or a float without a fraction, between the two bounds. */
	bool ReadInteger(std::int64_t& value, std::int64_t lowest, std::int64_t highest);
	bool ReadNil();
	/** The next value with all that it holds, however deep, without recursion. */
	bool Skip();

private:
	bool Fail();
	bool Take(std::size_t size, Bytes& bytes);
	bool TakeLength(std::size_t size, std::uint64_t& length);
	bool TakeSized(std::uint64_t length, Bytes& bytes);
	/** Length of a value whose first byte gives it in 1, 2 or 4 bytes. */
	bool ReadLength(std::uint8_t first, std::uint64_t& length);

	Bytes Data;
	std::size_t Position = 0;
	bool bGood = true;
};
}
