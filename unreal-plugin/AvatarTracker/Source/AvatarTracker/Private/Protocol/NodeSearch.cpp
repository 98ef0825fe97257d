// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Protocol/NodeSearch.h"

#include <algorithm>
#include <array>

namespace avatar
{
namespace
{
constexpr std::array<int, 3> Oldest{20, 19, 0};

/** The three numbers of `v20.19.1`; false for anything else. */
bool ReadVersion(std::string_view line, std::array<int, 3>& version)
{
	while (!line.empty() && (line.back() == '\r' || line.back() == '\n' || line.back() == ' ')) line.remove_suffix(1);
	if (!line.starts_with('v') || line.size() > 32) return false;
	version = {};
	std::size_t part = 0;
	bool bDigit = false;
	for (const char letter : line.substr(1))
	{
		if (letter >= '0' && letter <= '9' && version[part] < 100000)
		{
			version[part] = version[part] * 10 + (letter - '0');
			bDigit = true;
		}
		else if (letter == '.' && bDigit && part < 2)
		{
			++part;
			bDigit = false;
		}
		// a pre-release has more behind a hyphen
		else return letter == '-' && part == 2 && bDigit;
	}
	return part == 2 && bDigit;
}

class CandidateList
{
public:
	CandidateList(bool bWindows) : Separator(bWindows ? '\\' : '/'), File(bWindows ? "node.exe" : "node") {}

	/** `base` may be empty: a variable that is not set adds nothing. */
	void Add(std::string_view base, std::string_view folder = {})
	{
		while (base.size() > 1 && (base.back() == '/' || base.back() == '\\')) base.remove_suffix(1);
		if (base.empty()) return;
		std::string path(base);
		if (!folder.empty()) (path += Separator) += folder;
		if (path.back() != '/' && path.back() != '\\') path += Separator;
		path += File;
		if (std::find(Paths.begin(), Paths.end(), path) == Paths.end()) Paths.push_back(std::move(path));
	}

	std::vector<std::string> Paths;

private:
	char Separator;
	const char* File;
};
}

bool IsNodeVersion(std::string_view line)
{
	std::array<int, 3> version{};
	return ReadVersion(line, version);
}

bool IsNewEnough(std::string_view line)
{
	std::array<int, 3> version{};
	return ReadVersion(line, version) && version >= Oldest;
}

std::vector<std::string> NodeCandidates(const NodePlaces& places)
{
	if (!places.Chosen.empty()) return {places.Chosen};
	const bool bWindows = places.System == HostSystem::Windows;
	CandidateList list(bWindows);
	std::string_view path = places.Path;
	while (!path.empty())
	{
		const std::size_t size = std::min(path.find(bWindows ? ';' : ':'), path.size());
		std::string_view folder = path.substr(0, size);
		if (folder.size() > 1 && folder.front() == '"' && folder.back() == '"') folder = folder.substr(1, folder.size() - 2);
		// a relative folder would depend on where the editor was started
		const bool bAbsolute = bWindows ? folder.size() > 2 && (folder[1] == ':' || folder[1] == '\\') : folder.starts_with('/');
		if (bAbsolute) list.Add(folder);
		path.remove_prefix(std::min(size + 1, path.size()));
	}
	if (bWindows)
	{
		list.Add(places.NvmLink);
		list.Add(places.ProgramFiles, "nodejs");
		list.Add(places.LocalData, "Programs\\nodejs");
		list.Add(places.LocalData, "Volta\\bin");
		list.Add(places.Home, "scoop\\apps\\nodejs\\current");
		return list.Paths;
	}
	list.Add("/usr/local/bin");
	if (places.System == HostSystem::Mac) list.Add("/opt/homebrew/bin");
	list.Add("/usr/bin");
	if (places.System == HostSystem::Linux) list.Add("/snap/bin");
	list.Add(places.Home, ".volta/bin");
	list.Add(places.Home, ".local/bin");
	list.Add(places.Home, ".nvm/current/bin");
	return list.Paths;
}
}
