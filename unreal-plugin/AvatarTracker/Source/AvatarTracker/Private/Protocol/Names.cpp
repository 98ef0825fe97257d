// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Protocol/Names.h"

namespace avatar
{
namespace
{
constexpr std::string_view Replacement = "\xef\xbf\xbd";
constexpr std::string_view Ellipsis = "\xe2\x80\xa6";

bool IsContinuation(char byte)
{
	return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

/** Bytes of the character that starts `text`; 0 when it is no UTF-8. Overlong forms and surrogates are none. */
std::size_t CharacterSize(std::string_view text)
{
	const unsigned char first = static_cast<unsigned char>(text[0]);
	const std::size_t size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
	if (size > text.size()) return 0;
	for (std::size_t index = 1; index < size; ++index)
	{
		if (!IsContinuation(text[index])) return 0;
	}
	const unsigned char second = size > 1 ? static_cast<unsigned char>(text[1]) : 0;
	const bool overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
	const bool beyond = (first == 0xed && second >= 0xa0) || (first == 0xf4 && second >= 0x90);
	return overlong || beyond ? 0 : size;
}

bool IsControl(std::string_view character)
{
	const unsigned char first = static_cast<unsigned char>(character[0]);
	// C0, delete, and C1 in its two bytes
	return first < 0x20 || first == 0x7f || (first == 0xc2 && static_cast<unsigned char>(character[1]) < 0xa0);
}

std::string_view Trimmed(std::string_view text)
{
	while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
	while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
	return text;
}

bool IsFolderCharacter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == '_';
}

std::string_view VideoName(std::string_view path)
{
	const std::size_t slash = path.find_last_of("/\\");
	const std::string_view file = slash == std::string_view::npos ? path : path.substr(slash + 1);
	const std::size_t dot = file.find_last_of('.');
	return dot == std::string_view::npos || dot == 0 ? file : file.substr(0, dot);
}
}

std::string ShowableText(std::string_view text, std::size_t longest)
{
	std::string shown;
	while (!text.empty())
	{
		const std::size_t size = CharacterSize(text);
		const std::string_view character = size == 0 ? Replacement : text.substr(0, size);
		if (shown.size() + character.size() > longest)
		{
			while (!shown.empty() && shown.size() + Ellipsis.size() > longest)
			{
				while (IsContinuation(shown.back())) shown.pop_back();
				shown.pop_back();
			}
			return longest < Ellipsis.size() ? std::string() : shown.append(Ellipsis);
		}
		shown.append(IsControl(character) ? std::string_view(" ") : character);
		text.remove_prefix(size == 0 ? 1 : size);
	}
	return shown;
}

std::string ContentFolder(std::string_view folder)
{
	constexpr std::size_t longest = 200;
	std::string path;
	bool bInPart = false;
	for (const char byte : Trimmed(folder))
	{
		if (byte == '/' || byte == '\\')
		{
			bInPart = false;
			continue;
		}
		// one mark for one character, however many bytes it has
		if (IsContinuation(byte)) continue;
		if (!bInPart) path += '/';
		path += IsFolderCharacter(byte) ? byte : '_';
		bInPart = true;
	}
	if (path.empty()) return DefaultFolder;
	const bool isMounted = folder.find_first_of("/\\") == folder.find_first_not_of(' ');
	if (!isMounted) path.insert(0, "/Game");
	if (path.size() > longest) path.resize(longest);
	while (path.back() == '/') path.pop_back();
	return path;
}

std::string JobName(std::string_view pattern, std::string_view videoPath)
{
	constexpr std::string_view mark = "{video}";
	std::string name(pattern);
	const std::string_view video = VideoName(videoPath);
	for (std::size_t at = name.find(mark); at != std::string::npos; at = name.find(mark, at + video.size()))
	{
		name.replace(at, mark.size(), video);
	}
	const std::string shown = ShowableText(name, 200);
	const std::string_view trimmed = Trimmed(shown);
	return trimmed.empty() ? "Clip" : std::string(trimmed);
}

std::string NameInWords(std::string_view name)
{
	std::string words;
	for (const char byte : name)
	{
		const bool isCapital = byte >= 'A' && byte <= 'Z';
		if (isCapital && !words.empty()) words += ' ';
		words += isCapital ? static_cast<char>(byte - 'A' + 'a') : byte;
	}
	return ShowableText(words, 64);
}

std::string SubjectName(std::string_view name, std::string_view fallback)
{
	const std::string shown = ShowableText(name, 64);
	const std::string_view trimmed = Trimmed(shown);
	return std::string(trimmed.empty() ? fallback : trimmed);
}
}
