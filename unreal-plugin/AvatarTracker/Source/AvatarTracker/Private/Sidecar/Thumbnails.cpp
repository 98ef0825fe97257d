// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Sidecar/Thumbnails.h"

#include "Async/Async.h"
#include "Compat/Strings.h"
#include "Misc/MonitoredProcess.h"
#include "Misc/Paths.h"

#include <algorithm>

namespace
{
/** Ids come from the service and become file names. */
bool IsPlainId(const std::string& Job)
{
	const auto IsPlain = [](char Letter) { return (Letter >= 'a' && Letter <= 'z') || (Letter >= '0' && Letter <= '9'); };
	return !Job.empty() && std::all_of(Job.begin(), Job.end(), IsPlain);
}
}

FThumbnails::~FThumbnails()
{
	Stop();
}

void FThumbnails::Start(const FSidecarCommand& InCommand)
{
	Command = InCommand;
	MakeNext();
}

void FThumbnails::Stop()
{
	++CurrentRun;
	Command = {};
	if (!Child.IsValid()) return;
	Child->OnCompleted().Unbind();
	Child->Cancel(true);
	Child.Reset();
}

FString FThumbnails::Find(const std::string& Job, const std::string& Video)
{
	const auto Found = Asked.find(Job);
	if (Found != Asked.end()) return FPaths::FileExists(Found->second) ? Found->second : FString();
	// a quote cannot be passed on
	if (!IsPlainId(Job) || Video.empty() || Video.find('"') != std::string::npos || Waiting.size() >= MostWaiting) return FString();
	const FString Name = AvatarTracker::ToFString(Job) + TEXT(".jpg");
	const FString File = FPaths::ConvertRelativePathToFull(FPaths::Combine(FPaths::ProjectSavedDir(), TEXT("AvatarTracker/Thumbnails"), Name));
	Asked.emplace(Job, File);
	if (FPaths::FileExists(File)) return File;
	Waiting.push_back({File, AvatarTracker::ToFString(Video)});
	MakeNext();
	return FString();
}

void FThumbnails::MakeNext()
{
	if (Child.IsValid() || Waiting.empty() || Command.Node.IsEmpty()) return;
	const FWanted Next = Waiting.front();
	Waiting.pop_front();
	const FString Quote = TEXT("\"");
	const FString Parameters = Quote + Command.Program + TEXT("\" thumbnail \"") + Next.Video + TEXT("\" --out \"") + Next.File + Quote;
	const uint32 Run = ++CurrentRun;
	const TWeakPtr<FThumbnails> Weak = AsWeak();
	Child = MakeShared<FMonitoredProcess>(Command.Node, Parameters, Command.Folder, /*bHidden*/ true, /*bCreatePipes*/ true);
	// on the child's own thread
	Child->OnCompleted().BindLambda([Weak, Run](int32)
	{
		AsyncTask(ENamedThreads::GameThread, [Weak, Run]
		{
			if (const TSharedPtr<FThumbnails> Self = Weak.Pin()) Self->HandleExit(Run);
		});
	});
	if (!Child->Launch()) HandleExit(Run);
}

void FThumbnails::HandleExit(uint32 Run)
{
	if (Run != CurrentRun) return;
	Child.Reset();
	MakeNext();
}
