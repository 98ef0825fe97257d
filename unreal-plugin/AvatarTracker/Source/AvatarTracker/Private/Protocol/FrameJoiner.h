// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "Protocol/MsgpackReader.h"

#include <vector>

namespace avatar
{
/** What became of a piece of a message. */
enum class JoinResult { NeedMore, Complete, TooLarge };

/**
 * Joins the pieces in which a socket delivers a message. A message that came whole is passed on without a copy.
 *
 * At most `Limit` bytes are held. A larger message is dropped up to its last piece and reported once, with
 * that piece; the message after it is read again.
 */
class FrameJoiner
{
public:
	/** Largest message, bytes: a recorded chunk of 256 frames of 1.5 kB has room many times over. */
	static constexpr std::size_t DefaultLimit = 8u << 20;

	explicit FrameJoiner(std::size_t limit = DefaultLimit) : Limit(limit) {}

	/** `message` is valid until the next call, and set only when the result is `Complete`. */
	JoinResult Add(Bytes piece, bool isLast, Bytes& message);

	/** Forgets a message that began, after its connection was lost. */
	void Reset();

private:
	std::size_t Limit;
	std::vector<std::uint8_t> Held;
	bool bFresh = true;
	bool bDropping = false;
};
}
