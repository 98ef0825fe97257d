// Copyright (c) 2026 The avatar-tracker developers. MIT licence.
// What the driver prints: one JSON value a line.
#pragma once

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/** Builds one JSON value from front to back; commas are put where they belong. */
class Json
{
public:
	Json& Open(char bracket)
	{
		Separate();
		Text += bracket;
		bFirst = true;
		return *this;
	}
	Json& Close(char bracket)
	{
		Text += bracket;
		bFirst = false;
		return *this;
	}
	Json& Key(std::string_view key)
	{
		Value(key);
		Text += ':';
		bFirst = true;
		return *this;
	}
	Json& Value(std::string_view text)
	{
		Separate();
		Text += '"';
		for (const char byte : text) AppendEscaped(byte);
		Text += '"';
		return *this;
	}
	Json& Value(const char* text) { return Value(std::string_view(text)); }
	Json& Value(const std::string& text) { return Value(std::string_view(text)); }
	Json& Value(bool value) { return Raw(value ? "true" : "false"); }
	Json& Value(double value)
	{
		char digits[40];
		std::snprintf(digits, sizeof digits, "%.17g", value);
		return Raw(digits);
	}
	Json& Value(float value) { return Value(static_cast<double>(value)); }
	Json& Value(int value) { return Raw(std::to_string(value)); }
	Json& Value(std::int64_t value) { return Raw(std::to_string(value)); }
	Json& Value(std::uint32_t value) { return Raw(std::to_string(value)); }
	Json& Value(std::size_t value) { return Raw(std::to_string(value)); }
	template <typename ItemType>
	Json& Value(const std::optional<ItemType>& value)
	{
		return value ? Value(*value) : Raw("null");
	}
	template <typename ItemType>
	Json& Value(const std::vector<ItemType>& values)
	{
		Open('[');
		for (const ItemType& value : values) Value(value);
		return Close(']');
	}
	template <typename ValueType>
	Json& Pair(std::string_view key, const ValueType& value)
	{
		Key(key);
		return Value(value);
	}
	void Print()
	{
		std::puts(Text.c_str());
		std::fflush(stdout);
		Text.clear();
		bFirst = true;
	}

private:
	Json& Raw(std::string_view text)
	{
		Separate();
		Text += text;
		return *this;
	}
	void Separate()
	{
		if (!bFirst) Text += ',';
		bFirst = false;
	}
	void AppendEscaped(char byte)
	{
		const unsigned char code = static_cast<unsigned char>(byte);
		if (byte == '"' || byte == '\\') (Text += '\\') += byte;
		else if (code >= 0x20) Text += byte;
		else
		{
			char escape[8];
			std::snprintf(escape, sizeof escape, "\\u%04x", code);
			Text += escape;
		}
	}

	std::string Text;
	bool bFirst = true;
};
