// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "Protocol/DecodeMessage.h"

#include <bit>
#include <cmath>
#include <cstring>

/** Pieces that every message is read with. Each returns false, and the reader has failed, when a value does not fit. */
namespace avatar::fields
{
/** Calls `onField(key)` for each pair; it reads the value, or returns false. */
template <typename FieldReader>
bool ReadFields(MsgpackReader& reader, FieldReader&& onField)
{
	std::uint32_t pairs = 0;
	if (!reader.ReadMap(pairs)) return false;
	for (std::uint32_t pair = 0; pair < pairs; ++pair)
	{
		std::string_view key;
		if (!reader.ReadString(key) || !onField(key)) return false;
	}
	return true;
}

/** Calls `onItem()` for each item of an array of at most `most`. */
template <typename ItemReader>
bool ReadItems(MsgpackReader& reader, std::size_t most, ItemReader&& onItem)
{
	std::uint32_t items = 0;
	if (!reader.ReadArray(items) || items > most) return false;
	for (std::uint32_t item = 0; item < items; ++item)
	{
		if (!onItem()) return false;
	}
	return true;
}

inline bool ReadText(MsgpackReader& reader, std::string& text, std::size_t most)
{
	std::string_view view;
	if (!reader.ReadString(view) || view.size() > most) return false;
	text = view;
	return true;
}

/** As `ReadText`; nil leaves `text` empty. */
inline bool ReadTextOrNil(MsgpackReader& reader, std::string& text, std::size_t most)
{
	return reader.Peek() == MsgpackType::Nil ? reader.ReadNil() : ReadText(reader, text, most);
}

inline bool ReadTexts(MsgpackReader& reader, std::vector<std::string>& texts, std::size_t most, std::size_t longest)
{
	texts.clear();
	return ReadItems(reader, most, [&] { return ReadText(reader, texts.emplace_back(), longest); });
}

inline bool ReadFinite(MsgpackReader& reader, double& value)
{
	return reader.ReadNumber(value) && std::isfinite(value);
}

inline bool ReadFiniteOrNil(MsgpackReader& reader, std::optional<double>& value)
{
	return reader.Peek() == MsgpackType::Nil ? reader.ReadNil() : ReadFinite(reader, value.emplace());
}

inline bool ReadUint32(MsgpackReader& reader, std::uint32_t& value)
{
	std::int64_t whole = 0;
	if (!reader.ReadInteger(whole, 0, 0xffffffffLL)) return false;
	value = static_cast<std::uint32_t>(whole);
	return true;
}

inline bool ReadUint32OrNil(MsgpackReader& reader, std::optional<std::uint32_t>& value)
{
	return reader.Peek() == MsgpackType::Nil ? reader.ReadNil() : ReadUint32(reader, value.emplace());
}

/** One of `words`, in the order of the enum. */
template <typename EnumType, std::size_t Count>
bool ReadWord(MsgpackReader& reader, EnumType& value, const std::array<std::string_view, Count>& words)
{
	std::string_view word;
	if (!reader.ReadString(word)) return false;
	for (std::size_t index = 0; index < Count; ++index)
	{
		if (word != words[index]) continue;
		value = static_cast<EnumType>(index);
		return true;
	}
	return false;
}

inline bool ReadStream(MsgpackReader& reader, StreamKind& stream)
{
	static constexpr std::array<std::string_view, 2> Words{"live", "recorded"};
	return ReadWord(reader, stream, Words);
}

/** Little-endian numbers, as on every machine that the editor runs on. */
template <typename NumberType>
bool ReadNumbers(MsgpackReader& reader, std::vector<NumberType>& numbers, std::size_t most)
{
	static_assert(std::endian::native == std::endian::little);
	Bytes bytes;
	if (!reader.ReadBinary(bytes) || bytes.size() % sizeof(NumberType) != 0) return false;
	if (bytes.size() / sizeof(NumberType) > most) return false;
	numbers.resize(bytes.size() / sizeof(NumberType));
	if (!bytes.empty()) std::memcpy(numbers.data(), bytes.data(), bytes.size());
	if constexpr (std::is_floating_point_v<NumberType>)
	{
		for (const NumberType number : numbers)
		{
			if (!std::isfinite(number)) return false;
		}
	}
	return true;
}
}
