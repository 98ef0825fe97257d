// Copyright (c) 2026 The avatar-tracker developers. MIT licence.
#include "show-message.h"

using namespace avatar;

namespace
{
const char* Name(StreamKind stream)
{
	return stream == StreamKind::Live ? "live" : "recorded";
}

Json& Head(Json& json, const char* type)
{
	return json.Open('{').Pair("type", type);
}

void Show(Json& json, const Progress& progress)
{
	json.Open('{').Pair("stage", progress.Stage).Pair("framesDone", progress.FramesDone);
	json.Pair("framesTotal", progress.FramesTotal).Pair("fps", progress.Fps);
	json.Pair("etaSeconds", progress.EtaSeconds).Close('}');
}

void ShowOne(Json& json, const UnknownMessage&)
{
	Head(json, "unknown");
}

void ShowOne(Json& json, const Welcome& welcome)
{
	Head(json, "welcome").Pair("protocol", welcome.Protocol);
	json.Key("server").Open('{').Pair("name", welcome.ServerName).Pair("version", welcome.ServerVersion).Close('}');
	json.Pair("heartbeatSeconds", welcome.HeartbeatSeconds);
	json.Key("limits").Open('{').Pair("messageBytes", welcome.MessageBytes).Close('}');
}

void ShowOne(Json& json, const SkeletonAccepted& accepted)
{
	Head(json, "skeletonAccepted").Pair("requestId", accepted.RequestId);
	json.Pair("skeleton", accepted.Skeleton).Pair("bones", accepted.Bones);
}

void ShowOne(Json& json, const JobMessage& message)
{
	Head(json, "job").Pair("requestId", message.RequestId).Key("job");
	Show(json, message.Job);
}

void ShowOne(Json& json, const JobList& list)
{
	Head(json, "jobs").Pair("requestId", list.RequestId).Key("jobs").Open('[');
	for (const Job& job : list.Jobs) Show(json, job);
	json.Close(']');
}

void ShowOne(Json& json, const ProgressMessage& message)
{
	Head(json, "progress").Pair("job", message.Job).Key("progress");
	Show(json, message.Latest);
}

void ShowOne(Json& json, const Tables& tables)
{
	Head(json, "tables").Pair("job", tables.Job).Pair("stream", Name(tables.Stream)).Pair("fps", tables.Fps);
	json.Pair("bones", tables.Bones).Pair("parents", tables.Parents).Pair("rest", tables.Rest);
	json.Pair("face", tables.Face).Pair("flags", tables.Flags);
}

void ShowOne(Json& json, const Keyframes& frames)
{
	Head(json, "keyframes").Pair("job", frames.Job).Pair("stream", Name(frames.Stream));
	json.Pair("sequence", frames.Sequence).Pair("firstFrame", frames.FirstFrame).Pair("count", frames.Count);
	json.Pair("times", frames.Times).Pair("values", frames.Values).Pair("flags", frames.Flags);
}

void ShowOne(Json& json, const StreamEnd& end)
{
	Head(json, "end").Pair("job", end.Job).Pair("stream", Name(end.Stream));
	json.Pair("frames", end.Frames).Pair("dropped", end.Dropped);
}

void ShowOne(Json& json, const Result& result)
{
	Head(json, "result").Pair("job", result.Job).Key("artifacts").Open('[');
	for (const Artifact& artifact : result.Artifacts)
	{
		json.Open('{').Pair("name", artifact.Name).Pair("kind", artifact.Kind).Pair("bytes", artifact.Size).Close('}');
	}
	json.Close(']').Pair("script", result.Script);
}

void ShowOne(Json& json, const ErrorMessage& error)
{
	Head(json, "error").Pair("requestId", error.RequestId).Pair("job", error.Job);
	json.Pair("code", error.What.Code).Pair("message", error.What.Message).Pair("fix", error.What.Fix);
}
}

void Show(Json& json, const Problem& problem)
{
	json.Open('{').Pair("code", problem.Code).Pair("message", problem.Message).Pair("fix", problem.Fix).Close('}');
}

void Show(Json& json, const Job& job)
{
	static const char* states[] = {"queued", "running", "done", "failed", "cancelled"};
	json.Open('{').Pair("id", job.Id).Pair("name", job.Name).Pair("state", states[static_cast<int>(job.State)]);
	json.Key("input").Open('{').Pair("path", job.InputPath).Close('}').Pair("assetPath", job.AssetPath);
	json.Pair("live", job.bLive).Pair("warnings", job.Warnings);
	if (job.Latest) Show(json.Key("progress"), *job.Latest);
	if (job.Failure) Show(json.Key("error"), *job.Failure);
	json.Close('}');
}

void Show(Json& json, const ServerMessage& message)
{
	std::visit([&](const auto& value) { ShowOne(json, value); }, message);
	json.Close('}');
}
