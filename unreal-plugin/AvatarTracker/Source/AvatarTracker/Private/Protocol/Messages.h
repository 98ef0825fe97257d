// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/** The messages of the WebSocket protocol `avatar-tracker.v1`; `sidecar/src/protocol/messages.ts` describes each field. */
namespace avatar
{
inline constexpr const char* Subprotocol = "avatar-tracker.v1";
inline constexpr int ProtocolVersion = 1;

enum class JobState { Queued, Running, Done, Failed, Cancelled };
enum class StreamKind { Live, Recorded };
enum class FaceKind { Arkit, Ctrl };

/** A failure in words for a person: what happened and what to do. */
struct Problem
{
	std::string Code;
	std::string Message;
	std::string Fix;
};

struct Progress
{
	std::string Stage;
	double FramesDone = 0;
	/** Unknown for a container that does not say. */
	std::optional<double> FramesTotal;
	/** Frames a second of this stage. */
	double Fps = 0;
	std::optional<double> EtaSeconds;
};

struct Job
{
	std::string Id;
	std::string Name;
	JobState State = JobState::Queued;
	/** Absolute path of the video. */
	std::string InputPath;
	std::string AssetPath;
	bool bLive = false;
	std::optional<Progress> Latest;
	std::optional<Problem> Failure;
	std::vector<std::string> Warnings;
};

struct Artifact
{
	std::string Name;
	std::string Kind;
	double Size = 0;
};

struct Welcome
{
	int Protocol = 0;
	std::string ServerName;
	std::string ServerVersion;
	/** The service pings this often, seconds. */
	double HeartbeatSeconds = 0;
	/** Largest message that it takes, bytes. */
	std::int64_t MessageBytes = 0;
};

struct SkeletonAccepted
{
	std::uint32_t RequestId = 0;
	std::string Skeleton;
	std::int64_t Bones = 0;
};

struct JobMessage
{
	std::optional<std::uint32_t> RequestId;
	avatar::Job Job;
};

struct JobList
{
	std::uint32_t RequestId = 0;
	std::vector<Job> Jobs;
};

struct ProgressMessage
{
	std::string Job;
	Progress Latest;
};

/** What the rows of a stream mean. Parents come before their children; all lists have their lengths checked. */
struct Tables
{
	std::string Job;
	StreamKind Stream = StreamKind::Live;
	double Fps = 0;
	std::vector<std::string> Bones;
	/** -1 for the root. */
	std::vector<std::int32_t> Parents;
	/** 7 a bone: translation (cm), rotation x, y, z, w; parent-local, finite, unit. */
	std::vector<float> Rest;
	std::vector<std::string> Face;
	std::vector<std::string> Flags;

	/** Values of a row: pelvis 3, rotations 4 a bone, face values, confidence 4. */
	std::size_t RowSize() const { return 3 + 4 * Bones.size() + Face.size() + 4; }
	std::size_t FaceStart() const { return 3 + 4 * Bones.size(); }
	std::size_t ConfidenceStart() const { return FaceStart() + Face.size(); }
};

/** A chunk of frames; every number is finite. */
struct Keyframes
{
	std::string Job;
	StreamKind Stream = StreamKind::Live;
	std::uint32_t Sequence = 0;
	std::uint32_t FirstFrame = 0;
	std::uint32_t Count = 0;
	/** Seconds from the clip's first frame, one a frame. */
	std::vector<double> Times;
	/** Row after row. */
	std::vector<float> Values;
	std::vector<std::uint32_t> Flags;
};

struct StreamEnd
{
	std::string Job;
	StreamKind Stream = StreamKind::Live;
	std::int64_t Frames = 0;
	std::int64_t Dropped = 0;
};

struct Result
{
	std::string Job;
	std::vector<Artifact> Artifacts;
	/** Path of the bake script on this machine; empty when the job has none. */
	std::string Script;
};

struct ErrorMessage
{
	std::optional<std::uint32_t> RequestId;
	/** Empty when the error is of no job. */
	std::string Job;
	Problem What;
};

/** A type that a newer service sends. */
struct UnknownMessage
{
};

using ServerMessage = std::variant<UnknownMessage, Welcome, SkeletonAccepted, JobMessage, JobList, ProgressMessage,
	Tables, Keyframes, StreamEnd, Result, ErrorMessage>;

struct Bone
{
	std::string Name;
	std::int32_t Parent = -1;
	/** Reference pose, parent-local, cm. */
	std::array<double, 3> Translation{};
	std::array<double, 4> Rotation{0, 0, 0, 1};
};

struct Skeleton
{
	std::string Name;
	/** Parents first. */
	std::vector<Bone> Bones;
};

/** What the plugin asks for of one video; the rest is left to the service. */
struct TrackRequest
{
	std::string VideoPath;
	std::string Name;
	std::string Mode;
	std::int64_t Fps = 30;
	/** Trim, seconds from the first frame. */
	std::optional<double> From;
	std::optional<double> To;
	/** Content folder for the assets. */
	std::string AssetPath;
	bool bLive = true;
	/** A Level Sequence with both animations, the sound and the video. */
	bool bSequence = false;
	/** Id that `SkeletonAccepted` gave; empty for the default body. */
	std::string SkeletonId;
};
}
