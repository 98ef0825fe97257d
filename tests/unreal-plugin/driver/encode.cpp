// Copyright (c) 2026 The avatar-tracker developers. MIT licence.
#include "commands.h"

#include "Protocol/EncodeMessage.h"

using namespace avatar;

namespace
{
Skeleton ReadSkeleton(Arguments& arguments)
{
	Skeleton skeleton{arguments.Text(), {}};
	while (arguments.HasMore())
	{
		Bone& bone = skeleton.Bones.emplace_back();
		bone.Name = arguments.Text();
		bone.Parent = static_cast<std::int32_t>(arguments.Number());
		for (double& value : bone.Translation) value = arguments.Number();
		for (double& value : bone.Rotation) value = arguments.Number();
	}
	return skeleton;
}

TrackRequest ReadTrackRequest(Arguments& arguments)
{
	TrackRequest request;
	request.VideoPath = arguments.Text();
	request.Name = arguments.Text();
	request.Mode = arguments.Word();
	request.Fps = static_cast<std::int64_t>(arguments.Number());
	request.From = arguments.NumberOrNone();
	request.To = arguments.NumberOrNone();
	request.AssetPath = arguments.Text();
	// 0, 1, or `sequence`: live with a Level Sequence
	const std::string live = arguments.Word();
	request.bLive = live != "0";
	request.bSequence = live == "sequence";
	request.SkeletonId = arguments.Text();
	return request;
}

Message Encode(Arguments& arguments)
{
	const std::string type = arguments.Word();
	if (type == "hello")
	{
		const std::string token = arguments.Text(), name = arguments.Text();
		return EncodeHello({token, name, arguments.Text()});
	}
	const std::uint32_t requestId = arguments.Uint32();
	if (type == "skeleton") return EncodeSkeleton(requestId, ReadSkeleton(arguments));
	if (type == "submit") return EncodeSubmit(requestId, ReadTrackRequest(arguments));
	if (type == "cancel") return EncodeCancel(requestId, arguments.Text());
	if (type == "retry") return EncodeRetry(requestId, arguments.Text());
	if (type == "list") return EncodeList(requestId);
	if (type == "unwatch") return EncodeUnwatch(requestId, arguments.Text());
	const std::string job = arguments.Text();
	const StreamKind stream = arguments.Word() == "live" ? StreamKind::Live : StreamKind::Recorded;
	const FaceKind face = arguments.Word() == "arkit" ? FaceKind::Arkit : FaceKind::Ctrl;
	return EncodeWatch(requestId, {job, stream, face, arguments.Uint32()});
}
}

void RunEncode(Arguments& arguments, Json& json)
{
	json.Value(ToHex(Encode(arguments)));
}

avatar::TrackRequest TrackRequestOf(Arguments& arguments)
{
	return ReadTrackRequest(arguments);
}

avatar::Skeleton SkeletonOf(Arguments& arguments)
{
	return ReadSkeleton(arguments);
}
