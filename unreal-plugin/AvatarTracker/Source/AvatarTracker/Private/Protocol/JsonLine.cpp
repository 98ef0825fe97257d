// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Protocol/JsonLine.h"

#include <cstdint>

namespace avatar
{
namespace
{
constexpr std::size_t LongestLine = 16384;
constexpr std::size_t MostFields = 64;

void AppendUtf8(std::string& text, std::uint32_t code)
{
	if (code < 0x80)
	{
		text += static_cast<char>(code);
		return;
	}
	const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
	const unsigned marks[] = {0, 0xc0, 0xe0, 0xf0};
	text += static_cast<char>(marks[more] | code >> (6 * more));
	for (int part = more - 1; part >= 0; --part)
	{
		text += static_cast<char>(0x80 | (code >> (6 * part) & 0x3f));
	}
}

/** Reads one line from its front. Every function returns false when it finds something else. */
class LineReader
{
public:
	explicit LineReader(std::string_view line) : Rest(line) {}

	bool Take(char expected)
	{
		SkipBlanks();
		if (Rest.empty() || Rest.front() != expected) return false;
		Rest.remove_prefix(1);
		return true;
	}

	bool IsNext(char expected)
	{
		SkipBlanks();
		return !Rest.empty() && Rest.front() == expected;
	}

	bool IsAtEnd()
	{
		SkipBlanks();
		return Rest.empty();
	}

	bool TakeText(std::string& text)
	{
		if (!Take('"')) return false;
		while (!Rest.empty())
		{
			const char next = Rest.front();
			Rest.remove_prefix(1);
			if (next == '"') return true;
			if (static_cast<unsigned char>(next) < 0x20) return false;
			if (next != '\\') text += next;
			else if (!TakeEscape(text)) return false;
		}
		return false;
	}

	/** A number or a word. */
	bool TakeBare(std::string& value)
	{
		SkipBlanks();
		const std::size_t size = Rest.find_first_of(", }\t\r\n");
		value = Rest.substr(0, size);
		if (value.empty() || value.find_first_of("{[\"':") != std::string::npos) return false;
		Rest.remove_prefix(value.size());
		return true;
	}

private:
	void SkipBlanks()
	{
		const std::size_t blanks = Rest.find_first_not_of(" \t\r\n");
		Rest.remove_prefix(blanks == std::string_view::npos ? Rest.size() : blanks);
	}

	bool TakeEscape(std::string& text)
	{
		if (Rest.empty()) return false;
		const char kind = Rest.front();
		Rest.remove_prefix(1);
		constexpr std::string_view from = "\"\\/bfnrt", to = "\"\\/\b\f\n\r\t";
		const std::size_t plain = from.find(kind);
		if (plain != std::string_view::npos)
		{
			text += to[plain];
			return true;
		}
		std::uint32_t code = 0;
		if (kind != 'u' || !TakeHex(code)) return false;
		if (code >= 0xdc00 && code < 0xe000) return false;
		if (code >= 0xd800 && code < 0xdc00)
		{
			std::uint32_t low = 0;
			if (!Rest.starts_with("\\u")) return false;
			Rest.remove_prefix(2);
			if (!TakeHex(low) || low < 0xdc00 || low >= 0xe000) return false;
			code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
		}
		AppendUtf8(text, code);
		return true;
	}

	bool TakeHex(std::uint32_t& code)
	{
		constexpr std::string_view digits = "0123456789abcdef";
		if (Rest.size() < 4) return false;
		code = 0;
		for (const char letter : Rest.substr(0, 4))
		{
			const char lower = letter >= 'A' && letter <= 'F' ? static_cast<char>(letter - 'A' + 'a') : letter;
			const std::size_t digit = digits.find(lower);
			if (digit == std::string_view::npos) return false;
			code = code << 4 | static_cast<std::uint32_t>(digit);
		}
		Rest.remove_prefix(4);
		return true;
	}

	std::string_view Rest;
};
}

std::optional<std::vector<JsonField>> ReadJsonLine(std::string_view line)
{
	if (line.size() > LongestLine) return std::nullopt;
	LineReader reader(line);
	std::vector<JsonField> fields;
	if (!reader.Take('{')) return std::nullopt;
	if (!reader.IsNext('}'))
	{
		do
		{
			if (fields.size() == MostFields) return std::nullopt;
			JsonField& field = fields.emplace_back();
			if (!reader.TakeText(field.Key) || !reader.Take(':')) return std::nullopt;
			field.bText = reader.IsNext('"');
			if (!(field.bText ? reader.TakeText(field.Value) : reader.TakeBare(field.Value))) return std::nullopt;
		} while (reader.Take(','));
	}
	if (!reader.Take('}') || !reader.IsAtEnd()) return std::nullopt;
	return fields;
}
}
