// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Sidecar/SidecarProcess.h"

#include "Async/Async.h"
#include "AvatarTrackerLog.h"
#include "Compat/Strings.h"
#include "HAL/PlatformProcess.h"
#include "Misc/FileHelper.h"
#include "Misc/MonitoredProcess.h"
#include "Misc/Paths.h"
#include "Protocol/NodeSearch.h"

#define LOCTEXT_NAMESPACE "AvatarTracker"

namespace
{
/** Seconds within which a Node says its version, and a service where it listens. */
constexpr double MostForVersion = 15.0;
constexpr double MostForStart = 120.0;

FString Quoted(const FString& Path)
{
	return TEXT("\"") + Path + TEXT("\"");
}
}

FSidecarProcess::~FSidecarProcess()
{
	Stop();
}

void FSidecarProcess::Start()
{
	Stop();
	Files = FindSidecarFiles();
	NodeIndex = -1;
	bNodeFits = false;
	bListening = false;
	OldNode.Empty();
	LastLine.Empty();
	if (Files.Root.IsEmpty())
	{
		End(LOCTEXT("NoSidecar", "The tracker's files were not found. Set its folder in Editor Preferences, Plugins, Avatar Tracker."), true);
		return;
	}
	CheckNextNode();
}

void FSidecarProcess::Stop()
{
	++CurrentRun;
	if (!Child.IsValid()) return;
	Child->OnOutput().Unbind();
	Child->OnCompleted().Unbind();
	// ffmpeg and the worker are children of the child
	Child->Cancel(true);
	Child.Reset();
}

void FSidecarProcess::Tick(double Now)
{
	// packages take as long as the network does
	if (!Child.IsValid() || bListening || Step == EStep::Install) return;
	if (Deadline == 0.0) Deadline = Now + (Step == EStep::Version ? MostForVersion : MostForStart);
	if (Now < Deadline) return;
	Stop();
	if (Step == EStep::Version) CheckNextNode();
	else End(LOCTEXT("Silent", "The tracker did not say that it is ready and is started again. Look at the Output Log if this goes on."), false);
}

void FSidecarProcess::Launch(EStep NewStep, const FString& Parameters)
{
	Step = NewStep;
	Deadline = 0.0;
	const uint32 Run = ++CurrentRun;
	const TWeakPtr<FSidecarProcess> Weak = AsWeak();
	Child = MakeShared<FMonitoredProcess>(Files.Nodes[NodeIndex], Parameters, Files.Root, /*bHidden*/ true, /*bCreatePipes*/ true);
	// both come on the child's own thread
	Child->OnOutput().BindLambda([Weak, Run](FString Line)
	{
		AsyncTask(ENamedThreads::GameThread, [Weak, Run, Line]
		{
			if (const TSharedPtr<FSidecarProcess> Self = Weak.Pin()) Self->HandleLine(Run, Line);
		});
	});
	Child->OnCompleted().BindLambda([Weak, Run](int32 Code)
	{
		AsyncTask(ENamedThreads::GameThread, [Weak, Run, Code]
		{
			if (const TSharedPtr<FSidecarProcess> Self = Weak.Pin()) Self->HandleExit(Run, Code);
		});
	});
	if (!Child->Launch()) HandleExit(Run, -1);
}

void FSidecarProcess::CheckNextNode()
{
	if (++NodeIndex < Files.Nodes.Num())
	{
		Launch(EStep::Version, TEXT("--version"));
		return;
	}
	const FText What = OldNode.IsEmpty()
		? LOCTEXT("NoNode", "Node was not found on this machine.")
		: FText::Format(LOCTEXT("OldNode", "{0} is too old."), FText::FromString(OldNode));
	End(FText::Format(LOCTEXT("NeedNode", "{0} Install Node 20.19 or newer from https://nodejs.org, or set its path in Editor Preferences, Plugins, Avatar Tracker."), What), true);
}

void FSidecarProcess::InstallOrServe()
{
	if (Files.IsInstalled())
	{
		Serve();
		return;
	}
	const FString Npm = FindNpm(Files.Nodes[NodeIndex]);
	if (Npm.IsEmpty())
	{
		End(FText::Format(LOCTEXT("NoNpm", "The tracker's packages are not installed and this Node has no npm. Run \"npm ci --omit=dev\" in {0}."), FText::FromString(Files.Root)), true);
		return;
	}
	OnStep.ExecuteIfBound(LOCTEXT("Installing", "Installing the tracker's packages, once"));
	Launch(EStep::Install, Quoted(Npm) + TEXT(" ci --omit=dev --no-audit --no-fund"));
}

void FSidecarProcess::Serve()
{
	OnStep.ExecuteIfBound(LOCTEXT("Starting", "Starting the tracker"));
	Launch(EStep::Serve, Quoted(Files.Program) + TEXT(" serve --port 0 --workspace ") + Quoted(Files.Workspace)
		+ TEXT(" --parent-pid ") + FString::FromInt(static_cast<int32>(FPlatformProcess::GetCurrentProcessId())));
}

void FSidecarProcess::HandleLine(uint32 Run, const FString& Line)
{
	if (Run != CurrentRun || Line.IsEmpty()) return;
	const std::string Text = AvatarTracker::ToUtf8(Line);
	if (Step == EStep::Version)
	{
		if (!avatar::IsNodeVersion(Text)) return;
		bNodeFits = avatar::IsNewEnough(Text);
		if (!bNodeFits) OldNode = AvatarTracker::ToFString(Text, 32) + TEXT(" (") + Files.Nodes[NodeIndex] + TEXT(")");
		return;
	}
	std::optional<avatar::Listening> Where;
	if (Step == EStep::Serve && !bListening) Where = avatar::ReadListening(Text);
	if (!Where)
	{
		LastLine = AvatarTracker::ToFString(Text, 500);
		UE_LOG(LogAvatarTracker, Log, TEXT("%s"), *LastLine);
		return;
	}
	FString TokenText;
	FFileHelper::LoadFileToString(TokenText, *AvatarTracker::ToFString(Where->TokenFile));
	bListening = true;
	OnListening.ExecuteIfBound(*Where, avatar::ReadToken(AvatarTracker::ToUtf8(TokenText)));
}

void FSidecarProcess::HandleExit(uint32 Run, int32 Code)
{
	if (Run != CurrentRun) return;
	Child.Reset();
	if (Step == EStep::Version)
	{
		if (bNodeFits) InstallOrServe();
		else CheckNextNode();
		return;
	}
	if (Step == EStep::Install && Code == 0 && Files.IsInstalled())
	{
		Serve();
		return;
	}
	const FText Where = FText::FromString(LastLine);
	if (Step == EStep::Install)
	{
		End(FText::Format(LOCTEXT("InstallFailed", "The tracker's packages could not be installed: {0} Check the network, or run \"npm ci --omit=dev\" in {1}."), Where, FText::FromString(Files.Root)), true);
		return;
	}
	End(FText::Format(LOCTEXT("Ended", "The tracker ended with code {0} and is started again. {1}"), FText::AsNumber(Code), Where), false);
}

void FSidecarProcess::End(const FText& Reason, bool bFinal)
{
	++CurrentRun;
	Child.Reset();
	OnEnded.ExecuteIfBound(Reason, bFinal);
}

#undef LOCTEXT_NAMESPACE
