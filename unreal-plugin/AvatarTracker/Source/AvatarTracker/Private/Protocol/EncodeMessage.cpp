// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Protocol/EncodeMessage.h"

#include "Protocol/MsgpackWriter.h"

namespace avatar
{
namespace
{
/** Begins a request with so many pairs besides its type and number. */
MsgpackWriter& StartRequest(MsgpackWriter& writer, const char* type, std::uint32_t pairs, std::uint32_t requestId)
{
	return writer.Map(pairs + 2).String("type").String(type).String("requestId").Integer(requestId);
}

Message EncodeJobRequest(const char* type, std::uint32_t requestId, const std::string& job)
{
	MsgpackWriter writer;
	StartRequest(writer, type, 1, requestId).String("job").String(job);
	return writer.Take();
}

void WriteBone(MsgpackWriter& writer, const Bone& bone)
{
	writer.Map(4).String("name").String(bone.Name).String("parent").Integer(bone.Parent);
	writer.String("translation").Array(3);
	for (const double value : bone.Translation) writer.Float(value);
	writer.String("rotation").Array(4);
	for (const double value : bone.Rotation) writer.Float(value);
}

void WriteOptions(MsgpackWriter& writer, const TrackRequest& request)
{
	writer.Map(2u + request.From.has_value() + request.To.has_value());
	writer.String("mode").String(request.Mode).String("fps").Integer(request.Fps);
	if (request.From) writer.String("from").Float(*request.From);
	if (request.To) writer.String("to").Float(*request.To);
}
}

Message EncodeHello(const Hello& hello)
{
	MsgpackWriter writer;
	writer.Map(4).String("type").String("hello").String("protocol").Integer(ProtocolVersion);
	writer.String("token").String(hello.Token).String("client").Map(2);
	writer.String("name").String(hello.ClientName).String("version").String(hello.ClientVersion);
	return writer.Take();
}

Message EncodeSkeleton(std::uint32_t requestId, const Skeleton& skeleton)
{
	MsgpackWriter writer;
	StartRequest(writer, "skeleton", 2, requestId).String("name").String(skeleton.Name);
	writer.String("bones").Array(static_cast<std::uint32_t>(skeleton.Bones.size()));
	for (const Bone& bone : skeleton.Bones) WriteBone(writer, bone);
	return writer.Take();
}

Message EncodeSubmit(std::uint32_t requestId, const TrackRequest& request)
{
	MsgpackWriter writer;
	const bool bNamed = !request.Name.empty(), bPlaced = !request.AssetPath.empty(), bTarget = !request.SkeletonId.empty();
	StartRequest(writer, "submit", 3u + bNamed + bPlaced + bTarget + request.bSequence, requestId);
	writer.String("input").Map(1).String("path").String(request.VideoPath);
	writer.String("options");
	WriteOptions(writer, request);
	writer.String("live").Bool(request.bLive);
	if (bNamed) writer.String("name").String(request.Name);
	if (bPlaced) writer.String("assetPath").String(request.AssetPath);
	if (bTarget) writer.String("skeleton").String(request.SkeletonId);
	if (request.bSequence)
	{
		writer.String("bake").Map(3).String("sequence").Bool(true).String("audio").Bool(true).String("video").Bool(true);
	}
	return writer.Take();
}

Message EncodeCancel(std::uint32_t requestId, const std::string& job)
{
	return EncodeJobRequest("cancel", requestId, job);
}

Message EncodeRetry(std::uint32_t requestId, const std::string& job)
{
	return EncodeJobRequest("retry", requestId, job);
}

Message EncodeUnwatch(std::uint32_t requestId, const std::string& job)
{
	return EncodeJobRequest("unwatch", requestId, job);
}

Message EncodeList(std::uint32_t requestId)
{
	MsgpackWriter writer;
	StartRequest(writer, "list", 0, requestId);
	return writer.Take();
}

Message EncodeWatch(std::uint32_t requestId, const Watch& watch)
{
	MsgpackWriter writer;
	StartRequest(writer, "watch", 4, requestId).String("job").String(watch.Job);
	writer.String("stream").String(watch.Stream == StreamKind::Live ? "live" : "recorded");
	writer.String("face").String(watch.Face == FaceKind::Arkit ? "arkit" : "ctrl");
	writer.String("fromSequence").Integer(watch.FromSequence);
	return writer.Take();
}
}
