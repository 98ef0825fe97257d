// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Protocol/Recording.h"

#include <algorithm>

namespace avatar
{
FrameView ViewFrame(std::shared_ptr<const Keyframes> chunk, std::size_t index, const Tables& tables)
{
	const std::size_t size = tables.RowSize();
	const std::span<const float> row = std::span<const float>(chunk->Values).subspan(index * size, size);
	return {std::move(chunk), index, row};
}

bool Recording::Append(std::shared_ptr<const Keyframes> chunk)
{
	if (chunk->Count == 0) return false;
	const auto& times = chunk->Times;
	if (!std::is_sorted(times.begin(), times.end())) return false;
	if (FrameCount > 0 && times.front() <= Duration()) return false;
	const std::size_t size = chunk->Values.size() * sizeof(float) + times.size() * (sizeof(double) + sizeof(std::uint32_t));
	if (Held + size > Limit) return false;
	Held += size;
	FrameCount += chunk->Count;
	Chunks.push_back(std::move(chunk));
	return true;
}

bool Recording::At(double time, FrameView& frame) const
{
	if (FrameCount == 0) return false;
	auto next = std::upper_bound(Chunks.begin(), Chunks.end(), time,
		[](double value, const std::shared_ptr<const Keyframes>& chunk) { return value < chunk->Times.front(); });
	const std::shared_ptr<const Keyframes>& chunk = next == Chunks.begin() ? *next : *(next - 1);
	const auto after = std::upper_bound(chunk->Times.begin(), chunk->Times.end(), time);
	const std::size_t index = after == chunk->Times.begin() ? 0 : static_cast<std::size_t>(after - chunk->Times.begin()) - 1;
	frame = ViewFrame(chunk, index, Layout);
	return true;
}
}
