// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Sidecar/SidecarService.h"

#include "AvatarTrackerLog.h"
#include "Compat/Strings.h"
#include "HAL/PlatformTime.h"
#include "Misc/EngineVersion.h"
#include "Sidecar/SidecarProcess.h"
#include "Sidecar/SidecarSocket.h"
#include "Sidecar/Thumbnails.h"

#define LOCTEXT_NAMESPACE "AvatarTracker"

namespace
{
/** Losses in a row after which the sidecar itself is started anew. */
constexpr int32 MostReconnects = 5;

avatar::Hello MakeHello()
{
	return {std::string(), "unreal-plugin", AvatarTracker::ToUtf8(FEngineVersion::Current().ToString())};
}
}

FSidecarService::FSidecarService() : Session(MakeHello(), *this), Thumbnails(MakeShared<FThumbnails>()) {}

FSidecarService::~FSidecarService()
{
	Stop();
}

void FSidecarService::Start()
{
	if (State != EServiceState::Off && State != EServiceState::Broken) return;
	if (!Process.IsValid())
	{
		Process = MakeShared<FSidecarProcess>();
		Process->OnListening.BindSP(this, &FSidecarService::HandleListening);
		Process->OnEnded.BindSP(this, &FSidecarService::HandleEnded);
		Process->OnStep.BindSP(this, &FSidecarService::HandleStep);
	}
	StartAt = 0;
	StartedAt = Clock;
	SetState(EServiceState::Starting, LOCTEXT("Looking", "Looking for Node"));
	Process->Start();
}

void FSidecarService::Stop()
{
	StartAt = ConnectAt = 0;
	Thumbnails->Stop();
	DropSocket();
	Spent.Empty();
	if (Process.IsValid())
	{
		Process->OnListening.Unbind();
		Process->OnEnded.Unbind();
		Process->OnStep.Unbind();
		Process->Stop();
		Process.Reset();
	}
	SetState(EServiceState::Off, FText::GetEmpty());
}

void FSidecarService::Tick(double Now)
{
	Clock = Now;
	Spent.Empty();
	SendOutgoing();
	if (Process.IsValid()) Process->Tick(Now);
	if (StartAt > 0 && Now >= StartAt)
	{
		StartAt = 0;
		StartedAt = Now;
		SetState(EServiceState::Starting, LOCTEXT("Again", "Starting the tracker again"));
		Process->Start();
	}
	if (ConnectAt > 0 && Now >= ConnectAt) Connect();
}

void FSidecarService::SendOutgoing()
{
	avatar::Message Message;
	while (Socket.IsValid() && Session.TakeOutgoing(Message))
	{
		// a socket that closes says so by itself
		if (!Socket->Send(Message)) return;
	}
}

void FSidecarService::HandleStep(const FText& What)
{
	SetState(EServiceState::Starting, What);
}

void FSidecarService::HandleListening(const avatar::Listening& Where, const std::string& Token)
{
	Place = Where;
	Session.SetToken(Token);
	SocketWait.Reset();
	Thumbnails->Start(Process->GetCommand());
	Connect();
}

void FSidecarService::HandleEnded(const FText& Reason, bool bFinal)
{
	DropSocket();
	ConnectAt = 0;
	if (bFinal)
	{
		SetState(EServiceState::Broken, Reason);
		return;
	}
	StartAt = Clock + ProcessWait.Next(Clock - StartedAt);
	SetState(EServiceState::Waiting, Reason);
}

void FSidecarService::Connect()
{
	ConnectAt = 0;
	DropSocket();
	Socket = MakeShared<FSidecarSocket>();
	Socket->OnOpened.BindSP(this, &FSidecarService::HandleOpened);
	Socket->OnMessage.BindSP(this, &FSidecarService::HandleMessage);
	Socket->OnLost.BindSP(this, &FSidecarService::HandleLost);
	ConnectedAt = Clock;
	SetState(EServiceState::Connecting, LOCTEXT("Connecting", "Connecting to the tracker"));
	Socket->Connect(AvatarTracker::ToFString(Place.Url()));
}

void FSidecarService::DropSocket()
{
	if (!Socket.IsValid()) return;
	Socket->OnOpened.Unbind();
	Socket->OnMessage.Unbind();
	Socket->OnLost.Unbind();
	Socket->Close();
	Spent.Add(Socket);
	Socket.Reset();
	Session.Disconnected();
}

void FSidecarService::HandleOpened()
{
	Session.Connected();
	SendOutgoing();
}

void FSidecarService::HandleMessage(avatar::Bytes Message)
{
	if (Session.Receive(Message))
	{
		SendOutgoing();
		return;
	}
	HandleLost(AvatarTracker::ToFString(Sentence(Session.GetProblem())));
}

void FSidecarService::HandleLost(const FString& Reason)
{
	DropSocket();
	const double Wait = SocketWait.Next(Clock - ConnectedAt);
	UE_LOG(LogAvatarTracker, Warning, TEXT("The connection to the tracker was lost: %s"), *Reason);
	if (SocketWait.Failures() > MostReconnects && Process.IsValid())
	{
		Process->Stop();
		HandleEnded(LOCTEXT("NoAnswer", "The tracker does not answer. It is started again."), false);
		return;
	}
	ConnectAt = Clock + Wait;
	SetState(EServiceState::Waiting, FText::Format(LOCTEXT("Lost", "The connection to the tracker was lost. Trying again in {0} s."), FText::AsNumber(static_cast<int32>(Wait))));
}

void FSidecarService::SetState(EServiceState NewState, const FText& NewStatus)
{
	State = NewState;
	Status = NewStatus;
}

uint32 FSidecarService::Track(const avatar::TrackRequest& Request, std::shared_ptr<const avatar::Skeleton> Skeleton)
{
	Start();
	return Session.Track(Request, std::move(Skeleton));
}

void FSidecarService::Cancel(const std::string& Job)
{
	Session.Cancel(Job);
}

void FSidecarService::Retry(const std::string& Job)
{
	Session.Retry(Job);
}

FString FSidecarService::FindThumbnail(const avatar::BoardRow& Row)
{
	return Thumbnails->Find(Row.Id, Row.VideoPath);
}

bool FSidecarService::Watch(const std::string& Job, avatar::StreamKind Stream, avatar::FaceKind Face)
{
	return Session.StartWatch(Job, Stream, Face);
}

void FSidecarService::StopWatch(const std::string& Job)
{
	Session.StopWatch(Job);
}

void FSidecarService::OnWelcome(const avatar::Welcome& Welcome)
{
	SetState(EServiceState::Ready, FText::Format(LOCTEXT("Ready", "Tracker {0} is ready."), AvatarTracker::ToFText(Welcome.ServerVersion)));
}

void FSidecarService::OnJob(const avatar::Job& Job)
{
	Board.Put(Job);
}

void FSidecarService::OnProgress(const avatar::ProgressMessage& Progress)
{
	Board.Put(Progress);
}

void FSidecarService::OnTracked(std::uint32_t RequestId, const avatar::Job& Job)
{
	OnTrackedReady.Broadcast(RequestId, Job);
}

void FSidecarService::OnRefused(std::uint32_t RequestId, const avatar::Problem& Problem)
{
	OnRefusedReady.Broadcast(RequestId, AvatarTracker::ToFText(Sentence(Problem)));
}

void FSidecarService::OnTables(const avatar::Tables& Tables)
{
	OnTablesReady.Broadcast(Tables);
}

void FSidecarService::OnKeyframes(const avatar::Tables& Tables, std::shared_ptr<const avatar::Keyframes> Chunk)
{
	OnKeyframesReady.Broadcast(Tables, MoveTemp(Chunk));
}

void FSidecarService::OnEnd(const avatar::StreamEnd& End)
{
	OnEndReady.Broadcast(End);
}

void FSidecarService::OnResult(const avatar::Result& Result)
{
	Board.Put(Result);
	OnResultReady.Broadcast(Result);
}

void FSidecarService::OnTrouble(const avatar::ErrorMessage& Error)
{
	const std::string Words = Sentence(Error.What);
	UE_LOG(LogAvatarTracker, Warning, TEXT("%s"), *AvatarTracker::ToFString(Words));
	if (Error.Job.empty()) Status = AvatarTracker::ToFText(Words);
	else Board.Put(Error.Job, Error.What);
}

#undef LOCTEXT_NAMESPACE
