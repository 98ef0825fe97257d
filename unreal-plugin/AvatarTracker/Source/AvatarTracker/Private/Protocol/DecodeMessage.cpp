// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Protocol/DecodeMessage.h"

#include "Protocol/ReadFields.h"

namespace avatar
{
using namespace fields;

namespace
{
using Limits = MessageLimits;

bool ReadProgress(MsgpackReader& reader, Progress& progress)
{
	return ReadFields(reader, [&](std::string_view key) {
		if (key == "stage") return ReadText(reader, progress.Stage, Limits::Name);
		if (key == "framesDone") return ReadFinite(reader, progress.FramesDone);
		if (key == "framesTotal") return ReadFiniteOrNil(reader, progress.FramesTotal);
		if (key == "fps") return ReadFinite(reader, progress.Fps);
		if (key == "etaSeconds") return ReadFiniteOrNil(reader, progress.EtaSeconds);
		return reader.Skip();
	});
}

/** The three fields of a failure, wherever they stand. */
bool ReadProblemField(MsgpackReader& reader, std::string_view key, Problem& problem)
{
	if (key == "code") return ReadText(reader, problem.Code, Limits::Name);
	if (key == "message") return ReadText(reader, problem.Message, Limits::Text);
	if (key == "fix") return ReadText(reader, problem.Fix, Limits::Text);
	return reader.Skip();
}

bool ReadInput(MsgpackReader& reader, Job& job)
{
	return ReadFields(reader, [&](std::string_view key) {
		return key == "path" ? ReadText(reader, job.InputPath, Limits::Text) : reader.Skip();
	});
}

bool ReadFailure(MsgpackReader& reader, Job& job)
{
	if (reader.Peek() == MsgpackType::Nil) return reader.ReadNil();
	Problem& problem = job.Failure.emplace();
	return ReadFields(reader, [&](std::string_view key) { return ReadProblemField(reader, key, problem); });
}

bool ReadJob(MsgpackReader& reader, Job& job)
{
	static constexpr std::array<std::string_view, 5> States{"queued", "running", "done", "failed", "cancelled"};
	const bool read = ReadFields(reader, [&](std::string_view key) {
		if (key == "id") return ReadText(reader, job.Id, Limits::Id);
		if (key == "name") return ReadText(reader, job.Name, Limits::Text);
		if (key == "state") return ReadWord(reader, job.State, States);
		if (key == "input") return ReadInput(reader, job);
		if (key == "assetPath") return ReadTextOrNil(reader, job.AssetPath, Limits::Text);
		if (key == "live") return reader.ReadBool(job.bLive);
		if (key == "error") return ReadFailure(reader, job);
		if (key == "warnings") return ReadTexts(reader, job.Warnings, Limits::Lines, Limits::Text);
		if (key == "progress" && reader.Peek() != MsgpackType::Nil) return ReadProgress(reader, job.Latest.emplace());
		return reader.Skip();
	});
	return read && !job.Id.empty();
}

bool ReadServer(MsgpackReader& reader, Welcome& welcome)
{
	return ReadFields(reader, [&](std::string_view key) {
		if (key == "name") return ReadText(reader, welcome.ServerName, Limits::Name);
		if (key == "version") return ReadText(reader, welcome.ServerVersion, Limits::Name);
		return reader.Skip();
	});
}

bool ReadArtifact(MsgpackReader& reader, Artifact& artifact)
{
	return ReadFields(reader, [&](std::string_view key) {
		if (key == "name") return ReadText(reader, artifact.Name, Limits::Name);
		if (key == "kind") return ReadText(reader, artifact.Kind, Limits::Name);
		if (key == "bytes") return ReadFinite(reader, artifact.Size);
		return reader.Skip();
	});
}

bool Read(MsgpackReader& reader, Welcome& welcome)
{
	const bool read = ReadFields(reader, [&](std::string_view key) {
		std::int64_t protocol = 0;
		if (key == "server") return ReadServer(reader, welcome);
		if (key == "heartbeatSeconds") return ReadFinite(reader, welcome.HeartbeatSeconds);
		if (key == "limits")
		{
			return ReadFields(reader, [&](std::string_view limit) {
				return limit == "messageBytes" ? reader.ReadInteger(welcome.MessageBytes, 0, 0xffffffffLL) : reader.Skip();
			});
		}
		if (key != "protocol") return reader.Skip();
		if (!reader.ReadInteger(protocol, 0, 1000)) return false;
		welcome.Protocol = static_cast<int>(protocol);
		return true;
	});
	return read && welcome.Protocol > 0;
}

bool Read(MsgpackReader& reader, SkeletonAccepted& accepted)
{
	const bool read = ReadFields(reader, [&](std::string_view key) {
		if (key == "requestId") return ReadUint32(reader, accepted.RequestId);
		if (key == "skeleton") return ReadText(reader, accepted.Skeleton, Limits::Id);
		if (key == "bones") return reader.ReadInteger(accepted.Bones, 0, 0xffffffffLL);
		return reader.Skip();
	});
	return read && !accepted.Skeleton.empty();
}

bool Read(MsgpackReader& reader, JobMessage& message)
{
	const bool read = ReadFields(reader, [&](std::string_view key) {
		if (key == "requestId") return ReadUint32OrNil(reader, message.RequestId);
		if (key == "job") return ReadJob(reader, message.Job);
		return reader.Skip();
	});
	return read && !message.Job.Id.empty();
}

bool Read(MsgpackReader& reader, JobList& list)
{
	return ReadFields(reader, [&](std::string_view key) {
		if (key == "requestId") return ReadUint32(reader, list.RequestId);
		if (key != "jobs") return reader.Skip();
		list.Jobs.clear();
		return ReadItems(reader, Limits::Jobs, [&] { return ReadJob(reader, list.Jobs.emplace_back()); });
	});
}

bool Read(MsgpackReader& reader, ProgressMessage& message)
{
	const bool read = ReadFields(reader, [&](std::string_view key) {
		if (key == "job") return ReadText(reader, message.Job, Limits::Id);
		if (key == "progress") return ReadProgress(reader, message.Latest);
		return reader.Skip();
	});
	return read && !message.Job.empty();
}

bool IsUnit(const float* rotation)
{
	const float x = rotation[0], y = rotation[1], z = rotation[2], w = rotation[3];
	return std::abs(x * x + y * y + z * z + w * w - 1.0f) < 0.02f;
}

bool TablesFit(const Tables& tables)
{
	const std::size_t count = tables.Bones.size();
	if (tables.Job.empty() || tables.Parents.size() != count || tables.Rest.size() != 7 * count) return false;
	if (!(tables.Fps > 0 && tables.Fps <= 1000)) return false;
	for (std::size_t bone = 0; bone < count; ++bone)
	{
		if (tables.Bones[bone].empty() || !IsUnit(&tables.Rest[7 * bone + 3])) return false;
		if (tables.Parents[bone] >= static_cast<std::int32_t>(bone)) return false;
	}
	return true;
}

bool Read(MsgpackReader& reader, Tables& tables)
{
	const bool read = ReadFields(reader, [&](std::string_view key) {
		if (key == "job") return ReadText(reader, tables.Job, Limits::Id);
		if (key == "stream") return ReadStream(reader, tables.Stream);
		if (key == "fps") return ReadFinite(reader, tables.Fps);
		if (key == "bones") return ReadTexts(reader, tables.Bones, Limits::Bones, Limits::Name);
		if (key == "rest") return ReadNumbers(reader, tables.Rest, Limits::Bones * 7);
		if (key == "face") return ReadTexts(reader, tables.Face, Limits::Face, Limits::Name);
		if (key == "flags") return ReadTexts(reader, tables.Flags, Limits::Flags, Limits::Name);
		if (key != "parents") return reader.Skip();
		tables.Parents.clear();
		return ReadItems(reader, Limits::Bones, [&] {
			std::int64_t parent = 0;
			if (!reader.ReadInteger(parent, -1, static_cast<std::int64_t>(Limits::Bones))) return false;
			tables.Parents.push_back(static_cast<std::int32_t>(parent));
			return true;
		});
	});
	return read && TablesFit(tables);
}

bool Read(MsgpackReader& reader, Keyframes& frames)
{
	const bool read = ReadFields(reader, [&](std::string_view key) {
		if (key == "job") return ReadText(reader, frames.Job, Limits::Id);
		if (key == "stream") return ReadStream(reader, frames.Stream);
		if (key == "sequence") return ReadUint32(reader, frames.Sequence);
		if (key == "firstFrame") return ReadUint32(reader, frames.FirstFrame);
		if (key == "count") return ReadUint32(reader, frames.Count);
		if (key == "times") return ReadNumbers(reader, frames.Times, Limits::Frames);
		if (key == "values") return ReadNumbers(reader, frames.Values, Limits::Values);
		if (key == "flags") return ReadNumbers(reader, frames.Flags, Limits::Frames);
		return reader.Skip();
	});
	return read && !frames.Job.empty() && frames.Times.size() == frames.Count && frames.Flags.size() == frames.Count;
}

bool Read(MsgpackReader& reader, StreamEnd& end)
{
	const bool read = ReadFields(reader, [&](std::string_view key) {
		if (key == "job") return ReadText(reader, end.Job, Limits::Id);
		if (key == "stream") return ReadStream(reader, end.Stream);
		if (key == "frames") return reader.ReadInteger(end.Frames, 0, 0xffffffffLL);
		if (key == "dropped") return reader.ReadInteger(end.Dropped, 0, 0xffffffffLL);
		return reader.Skip();
	});
	return read && !end.Job.empty();
}

bool Read(MsgpackReader& reader, Result& result)
{
	const bool read = ReadFields(reader, [&](std::string_view key) {
		if (key == "job") return ReadText(reader, result.Job, Limits::Id);
		if (key == "script") return ReadTextOrNil(reader, result.Script, Limits::Text);
		if (key != "artifacts") return reader.Skip();
		result.Artifacts.clear();
		return ReadItems(reader, Limits::Lines, [&] { return ReadArtifact(reader, result.Artifacts.emplace_back()); });
	});
	return read && !result.Job.empty();
}

bool Read(MsgpackReader& reader, ErrorMessage& error)
{
	const bool read = ReadFields(reader, [&](std::string_view key) {
		if (key == "requestId") return ReadUint32OrNil(reader, error.RequestId);
		if (key == "job") return ReadTextOrNil(reader, error.Job, Limits::Id);
		return ReadProblemField(reader, key, error.What);
	});
	return read && !error.What.Code.empty();
}

template <typename MessageType>
std::optional<ServerMessage> ReadAs(Bytes message)
{
	MsgpackReader reader(message);
	MessageType value;
	if (!Read(reader, value) || !reader.IsGood() || !reader.IsAtEnd()) return std::nullopt;
	return ServerMessage(std::move(value));
}

/** The value of the key `type`, wherever it stands in the map. */
bool FindType(Bytes message, std::string_view& type)
{
	MsgpackReader reader(message);
	const bool read = ReadFields(reader, [&](std::string_view key) {
		return key == "type" ? reader.ReadString(type) : reader.Skip();
	});
	return read && reader.IsAtEnd() && !type.empty();
}
}

std::optional<ServerMessage> DecodeMessage(Bytes message)
{
	std::string_view type;
	if (!FindType(message, type)) return std::nullopt;
	if (type == "welcome") return ReadAs<Welcome>(message);
	if (type == "skeletonAccepted") return ReadAs<SkeletonAccepted>(message);
	if (type == "job") return ReadAs<JobMessage>(message);
	if (type == "jobs") return ReadAs<JobList>(message);
	if (type == "progress") return ReadAs<ProgressMessage>(message);
	if (type == "tables") return ReadAs<Tables>(message);
	if (type == "keyframes") return ReadAs<Keyframes>(message);
	if (type == "end") return ReadAs<StreamEnd>(message);
	if (type == "result") return ReadAs<Result>(message);
	if (type == "error") return ReadAs<ErrorMessage>(message);
	return ServerMessage(UnknownMessage());
}

bool RowsFit(const Tables& tables, const Keyframes& keyframes)
{
	const std::size_t size = tables.RowSize();
	if (keyframes.Values.size() != size * keyframes.Count) return false;
	for (std::size_t frame = 0; frame < keyframes.Count; ++frame)
	{
		const float* row = &keyframes.Values[frame * size];
		for (std::size_t bone = 0; bone < tables.Bones.size(); ++bone)
		{
			if (!IsUnit(row + 3 + 4 * bone)) return false;
		}
	}
	return true;
}
}
