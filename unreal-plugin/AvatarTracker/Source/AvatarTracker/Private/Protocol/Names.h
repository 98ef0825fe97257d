// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include <string>
#include <string_view>

/** Text and names from outside, made fit for the engine: plain functions over UTF-8. */
namespace avatar
{
/** Where the assets of a job go unless the settings say otherwise. */
inline constexpr const char* DefaultFolder = "/Game/AvatarTracker";

/**
 * Text that can be shown and logged: broken UTF-8 becomes U+FFFD, control characters become blanks, and what is
 * longer than `longest` bytes is cut between two characters and ends in an ellipsis.
 */
std::string ShowableText(std::string_view text, std::size_t longest = 1000);

/**
 * A content folder as the service takes it, `/Game/Signs/Day_1`: ASCII letters, digits and underscores in every
 * part, at most 200 bytes. Other characters become underscores, empty parts vanish, and a folder that
 * names no mount point comes under `/Game`. An empty one is `DefaultFolder`.
 */
std::string ContentFolder(std::string_view folder);

/**
 * Name of a job: `pattern` with `{video}` replaced by the video's file name without folder and ending. At most 200
 * bytes of showable text, never empty. The service makes the names of the assets from it.
 */
std::string JobName(std::string_view pattern, std::string_view videoPath);

/** A name of the protocol as words, `leftHandBridged` as `left hand bridged`: showable, at most 64 bytes. */
std::string NameInWords(std::string_view name);

/** Name of a Live Link subject: showable, at most 64 bytes, `fallback` when nothing is left. */
std::string SubjectName(std::string_view name, std::string_view fallback);
}
