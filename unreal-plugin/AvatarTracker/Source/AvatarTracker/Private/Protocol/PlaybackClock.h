// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include <algorithm>
#include <cmath>

namespace avatar
{
/** Position of the playback of a recording. Times are seconds; `now` is any clock that only goes forward. */
class PlaybackClock
{
public:
	void SetDuration(double duration) { Duration = std::max(duration, 0.0); }
	void SetLooping(bool bLoop) { bLooping = bLoop; }
	bool IsLooping() const { return bLooping; }

	/** From the beginning when it stands at the end. */
	void Play(double now)
	{
		const double position = Position(now);
		Base = position >= Duration ? 0 : position;
		Started = now;
		bRunning = true;
	}

	void Pause(double now)
	{
		Base = Position(now);
		bRunning = false;
	}

	/** Goes to a position; a running playback goes on from there. */
	void Seek(double now, double position)
	{
		Base = std::clamp(position, 0.0, Duration);
		Started = now;
	}

	/** Where it stands. Without loop it stays at the end. */
	double Position(double now) const
	{
		const double position = bRunning ? Base + (now - Started) : Base;
		if (position <= Duration) return std::max(position, 0.0);
		return bLooping && Duration > 0 ? std::fmod(position, Duration) : Duration;
	}

	bool IsPlaying(double now) const { return bRunning && (bLooping || Position(now) < Duration); }

private:
	double Duration = 0;
	double Base = 0;
	double Started = 0;
	bool bRunning = false;
	bool bLooping = false;
};
}
