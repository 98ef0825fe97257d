// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include <cstddef>
#include <deque>
#include <utility>

namespace avatar
{
/**
 * Holds frames of a live stream for a moment, so that they are shown by their own clock however unevenly they
 * arrive. Times are seconds. Nothing is interpolated: a frame is shown or, when a later one is due as well, left
 * out.
 *
 * The clip's clock is tied to the local one by the first frame, `Delay` after its arrival. It is set back when
 * frames come too late (the tracker is slower than the clip) and forward when more than `Capacity` wait (the
 * tracker is faster, or the editor stood still).
 */
template <typename FrameType>
class JitterBuffer
{
public:
	static constexpr double DefaultDelay = 0.1;
	static constexpr std::size_t DefaultCapacity = 64;

	explicit JitterBuffer(double delay = DefaultDelay, std::size_t capacity = DefaultCapacity)
		: Delay(delay), Capacity(capacity < 1 ? 1 : capacity)
	{
	}

	/** `time` is the frame's own; a frame that is not later than the one before it starts the clock anew. */
	void Push(double now, double time, FrameType frame)
	{
		const bool isFirst = !bStarted || time <= LastTime;
		if (isFirst) Frames.clear();
		if (isFirst || Origin + time < now) Origin = now + Delay - time;
		bStarted = true;
		LastTime = time;
		Frames.emplace_back(time, std::move(frame));
		if (Frames.size() <= Capacity) return;
		Frames.pop_front();
		++SkippedCount;
		// what is oldest now is due at once
		Origin = now - Frames.front().first;
	}

	/** The newest frame that is due; false when there is none. */
	bool Pop(double now, FrameType& frame)
	{
		bool found = false;
		while (!Frames.empty() && Origin + Frames.front().first <= now)
		{
			if (found) ++SkippedCount;
			frame = std::move(Frames.front().second);
			Frames.pop_front();
			found = true;
		}
		return found;
	}

	void Clear()
	{
		Frames.clear();
		bStarted = false;
	}

	std::size_t Waiting() const { return Frames.size(); }
	/** Frames that were never shown. */
	std::size_t Skipped() const { return SkippedCount; }

private:
	double Delay;
	std::size_t Capacity;
	std::deque<std::pair<double, FrameType>> Frames;
	/** Local time of the clip's time 0. */
	double Origin = 0;
	double LastTime = 0;
	std::size_t SkippedCount = 0;
	bool bStarted = false;
};
}
