// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "Containers/Ticker.h"
#include "CoreMinimal.h"
#include "Protocol/Backoff.h"
#include "Protocol/JobBoard.h"
#include "Protocol/Listening.h"
#include "Protocol/Session.h"

class FSidecarProcess;
class FSidecarSocket;
class FThumbnails;

/** What the service is doing, as a person sees it. */
enum class EServiceState : uint8 { Off, Starting, Connecting, Ready, Waiting, Broken };

/**
 * The sidecar from the editor's side: its process, its socket, its session and its queue. Everything is on the
 * game thread and nothing waits: `Tick` moves messages and starts what is due.
 */
class FSidecarService : public avatar::SessionEvents, public TSharedFromThis<FSidecarService>
{
public:
	DECLARE_MULTICAST_DELEGATE_OneParam(FOnResult, const avatar::Result&);
	DECLARE_MULTICAST_DELEGATE_TwoParams(FOnTracked, uint32 /*RequestId*/, const avatar::Job&);
	DECLARE_MULTICAST_DELEGATE_TwoParams(FOnRefused, uint32 /*RequestId*/, const FText& /*Sentence*/);
	DECLARE_MULTICAST_DELEGATE_OneParam(FOnTables, const avatar::Tables&);
	DECLARE_MULTICAST_DELEGATE_TwoParams(FOnKeyframes, const avatar::Tables&, std::shared_ptr<const avatar::Keyframes>);
	DECLARE_MULTICAST_DELEGATE_OneParam(FOnEnd, const avatar::StreamEnd&);

	FSidecarService();
	virtual ~FSidecarService() override;

	/** Starts the sidecar unless it runs. Also tries again after `Broken`. */
	void Start();
	/** Ends the connection and the process. */
	void Stop();
	/** `Now`: seconds of any steady clock. The ticker calls it each frame. */
	void Tick(double Now);

	/** Number of the request, 0 when too many wait. Starts the sidecar. */
	uint32 Track(const avatar::TrackRequest& Request, std::shared_ptr<const avatar::Skeleton> Skeleton);
	void Cancel(const std::string& Job);
	void Retry(const std::string& Job);
	bool Watch(const std::string& Job, avatar::StreamKind Stream, avatar::FaceKind Face);
	void StopWatch(const std::string& Job);

	EServiceState GetState() const { return State; }
	/** One sentence: what happens, or what went wrong and what to do. */
	const FText& GetStatus() const { return Status; }
	avatar::JobBoard& GetBoard() { return Board; }
	/** File of a small picture of the job's video; empty until it is made. */
	FString FindThumbnail(const avatar::BoardRow& Row);

	FOnResult OnResultReady;
	FOnTracked OnTrackedReady;
	FOnRefused OnRefusedReady;
	FOnTables OnTablesReady;
	FOnKeyframes OnKeyframesReady;
	FOnEnd OnEndReady;

private:
	void HandleListening(const avatar::Listening& Where, const std::string& Token);
	void HandleEnded(const FText& Reason, bool bFinal);
	void HandleStep(const FText& What);
	void Connect();
	void HandleOpened();
	void HandleMessage(avatar::Bytes Message);
	void HandleLost(const FString& Reason);
	void SetState(EServiceState NewState, const FText& NewStatus);
	void DropSocket();
	void SendOutgoing();

	// SessionEvents
	virtual void OnWelcome(const avatar::Welcome& Welcome) override;
	virtual void OnJob(const avatar::Job& Job) override;
	virtual void OnProgress(const avatar::ProgressMessage& Progress) override;
	virtual void OnTracked(std::uint32_t RequestId, const avatar::Job& Job) override;
	virtual void OnRefused(std::uint32_t RequestId, const avatar::Problem& Problem) override;
	virtual void OnTables(const avatar::Tables& Tables) override;
	virtual void OnKeyframes(const avatar::Tables& Tables, std::shared_ptr<const avatar::Keyframes> Chunk) override;
	virtual void OnEnd(const avatar::StreamEnd& End) override;
	virtual void OnResult(const avatar::Result& Result) override;
	virtual void OnTrouble(const avatar::ErrorMessage& Error) override;

	avatar::JobBoard Board;
	avatar::Session Session;
	TSharedPtr<FSidecarProcess> Process;
	TSharedRef<FThumbnails> Thumbnails;
	TSharedPtr<FSidecarSocket> Socket;
	/** Sockets whose callbacks may still run: let go in the next tick. */
	TArray<TSharedPtr<FSidecarSocket>> Spent;
	avatar::Listening Place;
	avatar::Backoff ProcessWait;
	avatar::Backoff SocketWait;
	/** When to start or connect again; 0 is never. */
	double StartAt = 0;
	double ConnectAt = 0;
	double Clock = 0;
	double StartedAt = 0;
	double ConnectedAt = 0;
	EServiceState State = EServiceState::Off;
	FText Status;
};
