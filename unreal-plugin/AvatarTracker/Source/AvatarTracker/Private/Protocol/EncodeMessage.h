// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "Protocol/Messages.h"

namespace avatar
{
using Message = std::vector<std::uint8_t>;

/** Who speaks: the first message of a connection. */
struct Hello
{
	std::string Token;
	std::string ClientName;
	std::string ClientVersion;
};

Message EncodeHello(const Hello& hello);
Message EncodeSkeleton(std::uint32_t requestId, const Skeleton& skeleton);
Message EncodeSubmit(std::uint32_t requestId, const TrackRequest& request);
Message EncodeCancel(std::uint32_t requestId, const std::string& job);
Message EncodeRetry(std::uint32_t requestId, const std::string& job);
Message EncodeList(std::uint32_t requestId);
Message EncodeUnwatch(std::uint32_t requestId, const std::string& job);

/** `FromSequence`: first chunk wanted of a recorded stream. */
struct Watch
{
	std::string Job;
	StreamKind Stream = StreamKind::Live;
	FaceKind Face = FaceKind::Arkit;
	std::uint32_t FromSequence = 0;
};

Message EncodeWatch(std::uint32_t requestId, const Watch& watch);
}
