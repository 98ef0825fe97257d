// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include <algorithm>

namespace avatar
{
/**
 * How long to wait before the next attempt, seconds: 1, 2, 4 and so on to 30. What has run for a minute counts as
 * a success, so that the next failure starts at the first wait again.
 */
class Backoff
{
public:
	static constexpr double First = 1.0;
	static constexpr double Longest = 30.0;
	static constexpr double StableAfter = 60.0;

	/** `ranFor`: seconds that the attempt which has just failed had lasted. */
	double Next(double ranFor)
	{
		if (ranFor >= StableAfter) Wait = First;
		Count = ranFor >= StableAfter ? 1 : Count + 1;
		const double wait = Wait;
		Wait = std::min(Wait * 2, Longest);
		return wait;
	}

	/** Failures in a row. */
	int Failures() const { return Count; }

	void Reset() { *this = Backoff(); }

private:
	double Wait = First;
	int Count = 0;
};
}
