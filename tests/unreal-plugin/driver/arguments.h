// Copyright (c) 2026 The avatar-tracker developers. MIT licence.
// One command of the driver: words with blanks between them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

class Arguments
{
public:
	explicit Arguments(const std::string& line)
	{
		std::size_t start = 0;
		while (start <= line.size())
		{
			const std::size_t end = std::min(line.find(' ', start), line.size());
			Words.push_back(line.substr(start, end - start));
			start = end + 1;
		}
	}

	std::string Word() { return Next < Words.size() ? Words[Next++] : std::string(); }
	bool HasMore() const { return Next < Words.size(); }
	double Number() { return std::strtod(Word().c_str(), nullptr); }
	std::uint32_t Uint32() { return static_cast<std::uint32_t>(std::strtoull(Word().c_str(), nullptr, 10)); }
	bool Flag() { return Word() == "1"; }
	std::optional<double> NumberOrNone()
	{
		const std::string word = Word();
		return word == "-" ? std::nullopt : std::optional(std::strtod(word.c_str(), nullptr));
	}
	/** Bytes in hexadecimal; `-` is none. */
	std::vector<std::uint8_t> Hex()
	{
		const std::string word = Word();
		std::vector<std::uint8_t> bytes;
		for (std::size_t at = 0; at + 1 < word.size(); at += 2)
		{
			bytes.push_back(static_cast<std::uint8_t>(std::strtoul(word.substr(at, 2).c_str(), nullptr, 16)));
		}
		return bytes;
	}
	std::string Text()
	{
		const std::vector<std::uint8_t> bytes = Hex();
		return std::string(bytes.begin(), bytes.end());
	}

private:
	std::vector<std::string> Words;
	std::size_t Next = 0;
};

inline std::string ToHex(const std::vector<std::uint8_t>& bytes)
{
	static const char* digits = "0123456789abcdef";
	std::string hex;
	for (const std::uint8_t byte : bytes) (hex += digits[byte >> 4]) += digits[byte & 15];
	return hex;
}
