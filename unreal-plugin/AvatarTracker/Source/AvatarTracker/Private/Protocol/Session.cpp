// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Protocol/Session.h"

#include <utility>

namespace avatar
{
bool Session::Fail(const char* code, std::string message)
{
	Trouble = {code, std::move(message), "The plugin connects again; update the plugin and the sidecar when it repeats."};
	return false;
}

void Session::Connected()
{
	Outgoing.clear();
	bWelcome = false;
	Outgoing.push_back(EncodeHello(Greeting));
}

void Session::Disconnected()
{
	// requests that wait have not been sent: they go out with the next connection
	const bool bWasWelcome = bWelcome;
	bWelcome = false;
	Outgoing.clear();
	if (!bWasWelcome) return;
	const auto lost = std::exchange(Pending, {});
	for (const auto& [requestId, tracked] : lost)
	{
		const std::string& video = tracked.Request.VideoPath;
		Events.OnRefused(requestId, {"connection.lost", "The connection was lost before the service answered for " + video + ".",
			"See whether the video is in the queue, else track it again."});
	}
}

bool Session::TakeOutgoing(Message& message)
{
	if (Outgoing.empty()) return false;
	message = std::move(Outgoing.front());
	Outgoing.pop_front();
	return true;
}

std::uint32_t Session::Send(std::uint32_t requestId, Message message)
{
	std::deque<Message>& queue = bWelcome ? Outgoing : Waiting;
	if (queue.size() >= MostWaiting) return 0;
	queue.push_back(std::move(message));
	return requestId;
}

std::uint32_t Session::Track(TrackRequest request, std::shared_ptr<const Skeleton> skeleton)
{
	if (Pending.size() >= MostWaiting) return 0;
	const std::uint32_t requestId = NextRequest();
	Pending.emplace(requestId, Tracked{std::move(request), std::move(skeleton)});
	if (bWelcome) SendTracked(requestId);
	return requestId;
}

void Session::SendTracked(std::uint32_t requestId)
{
	const Tracked& tracked = Pending.at(requestId);
	Outgoing.push_back(tracked.Target ? EncodeSkeleton(requestId, *tracked.Target) : EncodeSubmit(requestId, tracked.Request));
}

std::uint32_t Session::Cancel(const std::string& job)
{
	const std::uint32_t requestId = NextRequest();
	return Send(requestId, EncodeCancel(requestId, job));
}

std::uint32_t Session::Retry(const std::string& job)
{
	const std::uint32_t requestId = NextRequest();
	return Send(requestId, EncodeRetry(requestId, job));
}

bool Session::StartWatch(const std::string& job, StreamKind stream, FaceKind face)
{
	if (Watches.size() >= MostWatches && !Watches.contains(job)) return false;
	Watched& watched = Watches[job];
	watched = {{job, stream, face, 0}, 0, std::nullopt};
	if (bWelcome) SendWatch(watched);
	return true;
}

void Session::SendWatch(Watched& watched)
{
	watched.RequestId = NextRequest();
	Outgoing.push_back(EncodeWatch(watched.RequestId, watched.Watch));
}

void Session::StopWatch(const std::string& job)
{
	if (Watches.erase(job) == 0 || !bWelcome) return;
	Outgoing.push_back(EncodeUnwatch(NextRequest(), job));
}

Session::Watched* Session::FindWatch(const std::string& job, StreamKind stream)
{
	const auto found = Watches.find(job);
	return found == Watches.end() || found->second.Watch.Stream != stream ? nullptr : &found->second;
}

bool Session::Receive(Bytes bytes)
{
	std::optional<ServerMessage> message = DecodeMessage(bytes);
	if (!message) return Fail("message.malformed", "The service sent a message that the plugin cannot read.");
	const bool bGreets = std::holds_alternative<Welcome>(*message) || std::holds_alternative<ErrorMessage>(*message);
	if (!bWelcome && !bGreets) return Fail("message.unexpected", "The service spoke before it welcomed the plugin.");
	return std::visit([this](auto& value) { return Handle(value); }, *message);
}

bool Session::Handle(const Welcome& welcome)
{
	if (bWelcome) return Fail("message.unexpected", "The service welcomed the plugin twice.");
	if (welcome.Protocol != ProtocolVersion)
	{
		return Fail("protocol.unsupported", "The sidecar speaks another version of the protocol than the plugin.");
	}
	bWelcome = true;
	Outgoing.push_back(EncodeList(NextRequest()));
	for (auto& [job, watched] : Watches) SendWatch(watched);
	for (const auto& [requestId, tracked] : Pending) SendTracked(requestId);
	for (Message& message : Waiting) Outgoing.push_back(std::move(message));
	Waiting.clear();
	Events.OnWelcome(welcome);
	return true;
}

bool Session::Handle(const SkeletonAccepted& accepted)
{
	const auto pending = Pending.find(accepted.RequestId);
	if (pending == Pending.end()) return true;
	Tracked& tracked = pending->second;
	// an acknowledgement that nobody waits for changes nothing
	if (!tracked.Target) return true;
	tracked.Request.SkeletonId = accepted.Skeleton;
	tracked.Target.reset();
	SendTracked(accepted.RequestId);
	return true;
}

bool Session::Handle(const JobMessage& message)
{
	Events.OnJob(message.Job);
	if (message.RequestId && Pending.erase(*message.RequestId) > 0) Events.OnTracked(*message.RequestId, message.Job);
	return true;
}

bool Session::Handle(const JobList& list)
{
	// newest first: the owner hears of them in the order in which they were made
	for (auto job = list.Jobs.rbegin(); job != list.Jobs.rend(); ++job) Events.OnJob(*job);
	return true;
}

bool Session::Handle(const ProgressMessage& progress)
{
	Events.OnProgress(progress);
	return true;
}

bool Session::Handle(Tables& tables)
{
	Watched* watched = FindWatch(tables.Job, tables.Stream);
	if (watched == nullptr) return true;
	watched->Tables = std::move(tables);
	Events.OnTables(*watched->Tables);
	return true;
}

bool Session::Handle(Keyframes& keyframes)
{
	Watched* watched = FindWatch(keyframes.Job, keyframes.Stream);
	// what was on its way when its watch ended
	if (watched == nullptr) return true;
	if (!watched->Tables) return Fail("message.unexpected", "The service sent keyframes before their tables.");
	if (!RowsFit(*watched->Tables, keyframes)) return Fail("message.malformed", "The service sent keyframes that do not fit their tables.");
	std::uint32_t& next = watched->Watch.FromSequence;
	if (keyframes.Stream == StreamKind::Recorded)
	{
		if (keyframes.Sequence < next) return true;
		if (keyframes.Sequence > next) return Fail("stream.gap", "Keyframes of a recorded stream are missing.");
		++next;
	}
	Events.OnKeyframes(*watched->Tables, std::make_shared<const Keyframes>(std::move(keyframes)));
	return true;
}

bool Session::Handle(const StreamEnd& end)
{
	if (FindWatch(end.Job, end.Stream) == nullptr) return true;
	Watches.erase(end.Job);
	Events.OnEnd(end);
	return true;
}

bool Session::Handle(const Result& result)
{
	Events.OnResult(result);
	return true;
}

bool Session::Handle(const ErrorMessage& error)
{
	if (error.RequestId && Pending.erase(*error.RequestId) > 0)
	{
		Events.OnRefused(*error.RequestId, error.What);
		return true;
	}
	// a watch that was refused is over
	std::erase_if(Watches, [&](const auto& each) { return error.RequestId && each.second.RequestId == *error.RequestId; });
	Events.OnTrouble(error);
	return true;
}
}
