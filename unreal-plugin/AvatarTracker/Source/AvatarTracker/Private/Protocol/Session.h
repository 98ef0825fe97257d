// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "Protocol/DecodeMessage.h"
#include "Protocol/EncodeMessage.h"

#include <deque>
#include <map>
#include <memory>

namespace avatar
{
/** What a session tells its owner, always from within `Session::Receive` or `Session::Disconnected`. */
class SessionEvents
{
public:
	virtual ~SessionEvents() = default;
	virtual void OnWelcome(const Welcome&) {}
	virtual void OnJob(const Job&) {}
	virtual void OnProgress(const ProgressMessage&) {}
	/** The service took the request with this number, as this job. */
	virtual void OnTracked(std::uint32_t, const Job&) {}
	/** A request failed. */
	virtual void OnRefused(std::uint32_t, const Problem&) {}
	virtual void OnTables(const Tables&) {}
	/** The rows fit the tables that came before. */
	virtual void OnKeyframes(const Tables&, std::shared_ptr<const Keyframes>) {}
	virtual void OnEnd(const StreamEnd&) {}
	virtual void OnResult(const Result&) {}
	/** A failure of a job, or of the connection when `Job` is empty. */
	virtual void OnTrouble(const ErrorMessage&) {}
};

/**
 * One editor's conversation with the service, across any number of connections. It holds no socket: the owner hands
 * in what arrives and sends what `TakeOutgoing` gives.
 *
 * Requests wait until the service has welcomed the connection. A track request with a skeleton first sends the
 * skeleton and follows when it is acknowledged. After a loss, watches go on from the chunk after the last one;
 * requests without an answer are refused as `connection.lost`, since nobody knows whether they arrived.
 */
class Session
{
public:
	/** Requests that may wait; more are refused as `session.full`. */
	static constexpr std::size_t MostWaiting = 256;
	static constexpr std::size_t MostWatches = 16;

	Session(Hello hello, SessionEvents& events) : Greeting(std::move(hello)), Events(events) {}

	void SetToken(std::string token) { Greeting.Token = std::move(token); }
	void Connected();
	void Disconnected();
	/** One whole message. False when the connection has to be closed: `GetProblem` says why. */
	bool Receive(Bytes message);
	bool TakeOutgoing(Message& message);

	/** Number of the request; 0 when too many wait. */
	std::uint32_t Track(TrackRequest request, std::shared_ptr<const Skeleton> skeleton);
	std::uint32_t Cancel(const std::string& job);
	std::uint32_t Retry(const std::string& job);
	/** Follows a job; a watch of the same job ends. False when too many are open. */
	bool StartWatch(const std::string& job, StreamKind stream, FaceKind face);
	void StopWatch(const std::string& job);

	/** Whether the service has answered `hello` on this connection. */
	bool IsWelcome() const { return bWelcome; }
	const Problem& GetProblem() const { return Trouble; }

private:
	struct Tracked
	{
		TrackRequest Request;
		std::shared_ptr<const avatar::Skeleton> Target;
	};
	struct Watched
	{
		avatar::Watch Watch;
		/** Number under which the watch was last asked for. */
		std::uint32_t RequestId = 0;
		std::optional<avatar::Tables> Tables;
	};

	bool Fail(const char* code, std::string message);
	bool Handle(const UnknownMessage&) { return true; }
	bool Handle(const Welcome& welcome);
	bool Handle(const SkeletonAccepted& accepted);
	bool Handle(const JobMessage& message);
	bool Handle(const JobList& list);
	bool Handle(const ProgressMessage& progress);
	bool Handle(Tables& tables);
	bool Handle(Keyframes& keyframes);
	bool Handle(const StreamEnd& end);
	bool Handle(const Result& result);
	bool Handle(const ErrorMessage& error);
	void SendTracked(std::uint32_t requestId);
	void SendWatch(Watched& watched);
	/** Queues a request that is not repeated after a loss. */
	std::uint32_t Send(std::uint32_t requestId, Message message);
	std::uint32_t NextRequest() { return ++LastRequest == 0 ? ++LastRequest : LastRequest; }
	Watched* FindWatch(const std::string& job, StreamKind stream);

	Hello Greeting;
	SessionEvents& Events;
	Problem Trouble;
	std::deque<Message> Outgoing;
	/** Requests that wait for the welcome. */
	std::deque<Message> Waiting;
	/** Track requests without an answer, by number. */
	std::map<std::uint32_t, Tracked> Pending;
	std::map<std::string, Watched> Watches;
	std::uint32_t LastRequest = 0;
	bool bWelcome = false;
};
}
