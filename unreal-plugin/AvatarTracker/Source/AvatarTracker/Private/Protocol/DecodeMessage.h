// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "Protocol/Messages.h"
#include "Protocol/MsgpackReader.h"

namespace avatar
{
/** What a message may hold at most; more is malformed. */
struct MessageLimits
{
	static constexpr std::size_t Id = 64;
	/** Bytes of a name; engine names may have 1023 characters. */
	static constexpr std::size_t Name = 256;
	/** Bytes of a path or of a sentence. */
	static constexpr std::size_t Text = 8192;
	static constexpr std::size_t Bones = 2000;
	static constexpr std::size_t Face = 1024;
	static constexpr std::size_t Flags = 32;
	static constexpr std::size_t Jobs = 1000;
	static constexpr std::size_t Lines = 256;
	static constexpr std::size_t Frames = 4096;
	/** Values of a chunk over all its rows. */
	static constexpr std::size_t Values = 1u << 21;
	/**
	 * Memory that decoding takes at most: this many bytes for a byte of the message, and this many more. The
	 * worst case is a list of strings of one byte.
	 */
	static constexpr std::size_t MemoryFactor = 256;
	static constexpr std::size_t MemoryBase = 65536;
};

/**
 * One message of the service. Empty when it is malformed: wrong type of a field, a field missing without which it
 * means nothing, lengths that do not fit, a number that is not finite. Unknown fields are passed over.
 */
std::optional<ServerMessage> DecodeMessage(Bytes message);

/** Whether the rows of a chunk fit the tables of its stream, with rotations of length 1 within 1 %. */
bool RowsFit(const Tables& tables, const Keyframes& keyframes);
}
