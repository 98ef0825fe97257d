// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Protocol/FrameJoiner.h"

namespace avatar
{
JoinResult FrameJoiner::Add(Bytes piece, bool isLast, Bytes& message)
{
	if (bFresh)
	{
		Held.clear();
	}
	if (bDropping || piece.size() > Limit - Held.size())
	{
		bDropping = !isLast;
		bFresh = isLast;
		// the memory of a hostile message is given back at once
		std::vector<std::uint8_t>().swap(Held);
		return isLast ? JoinResult::TooLarge : JoinResult::NeedMore;
	}
	if (bFresh && isLast)
	{
		message = piece;
		return JoinResult::Complete;
	}
	Held.insert(Held.end(), piece.begin(), piece.end());
	bFresh = isLast;
	if (!isLast) return JoinResult::NeedMore;
	message = Held;
	return JoinResult::Complete;
}

void FrameJoiner::Reset()
{
	std::vector<std::uint8_t>().swap(Held);
	bFresh = true;
	bDropping = false;
}
}
