// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "Protocol/Messages.h"

#include <memory>
#include <span>

namespace avatar
{
/** One frame to show. The row lies in the chunk that the frame keeps alive. */
struct FrameView
{
	std::shared_ptr<const Keyframes> Chunk;
	std::size_t Index = 0;
	std::span<const float> Row;

	double Time() const { return Chunk->Times[Index]; }
	std::uint32_t Flags() const { return Chunk->Flags[Index]; }
};

/** Frame `index` of a chunk whose rows fit `tables`. */
FrameView ViewFrame(std::shared_ptr<const Keyframes> chunk, std::size_t index, const Tables& tables);

/** The recorded frames of a job, in order, so that they can be shown again at any time. */
class Recording
{
public:
	/** An hour at 30 frames a second of 1.4 kB has room. */
	static constexpr std::size_t DefaultLimit = std::size_t{192} << 20;

	explicit Recording(Tables tables, std::size_t limit = DefaultLimit) : Layout(std::move(tables)), Limit(limit) {}

	/** Adds a chunk whose rows fit; false, and nothing changes, when it is not later or the limit is reached. */
	bool Append(std::shared_ptr<const Keyframes> chunk);

	const Tables& GetTables() const { return Layout; }
	std::size_t Frames() const { return FrameCount; }
	/** Time of the last frame, seconds. */
	double Duration() const { return FrameCount == 0 ? 0 : Chunks.back()->Times.back(); }
	/** The last frame whose time is not after `time`; the first before it. False when there is none. */
	bool At(double time, FrameView& frame) const;

private:
	Tables Layout;
	std::size_t Limit;
	std::vector<std::shared_ptr<const Keyframes>> Chunks;
	std::size_t FrameCount = 0;
	std::size_t Held = 0;
};
}
