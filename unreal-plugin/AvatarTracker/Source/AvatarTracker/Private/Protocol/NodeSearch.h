// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace avatar
{
enum class HostSystem { Windows, Mac, Linux };

/** What decides where Node may be; empty where the system has no such variable. */
struct NodePlaces
{
	HostSystem System = HostSystem::Linux;
	/** From the settings. */
	std::string Chosen;
	/** The variable PATH. */
	std::string Path;
	/** HOME, or USERPROFILE on Windows. */
	std::string Home;
	/** ProgramFiles, LOCALAPPDATA and NVM_SYMLINK of Windows. */
	std::string ProgramFiles;
	std::string LocalData;
	std::string NvmLink;
};

/**
 * Files that may be Node, in the order in which they are to be tried, each once: the chosen one alone when there
 * is one, else those of PATH, then the places where its installers put it. An editor that a desktop starts
 * often has a shorter PATH than a terminal.
 */
std::vector<std::string> NodeCandidates(const NodePlaces& places);

/** Whether a line is what `node --version` prints, as `v20.19.0`, and whether that Node runs the sidecar. */
bool IsNodeVersion(std::string_view line);
bool IsNewEnough(std::string_view line);
}
