// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"
#include "Protocol/Listening.h"
#include "Sidecar/SidecarFiles.h"
#include "Sidecar/Thumbnails.h"
#include "Templates/SharedPointer.h"

class FMonitoredProcess;

/**
 * The sidecar as a child process, from looking for Node to the line that says where it listens.
 *
 * One child at a time: `node --version` for each candidate, `npm ci` where the dependencies are missing, then
 * `serve`. All of it is started and then waited for by events, so that the editor never stands still. The child is
 * told the editor's process id and ends with it.
 */
class FSidecarProcess : public TSharedFromThis<FSidecarProcess>
{
public:
	DECLARE_DELEGATE_TwoParams(FOnListening, const avatar::Listening&, const std::string& /*Token*/);
	/** The sentence says why and what to do; `bFinal`: trying again cannot help. */
	DECLARE_DELEGATE_TwoParams(FOnEnded, const FText& /*Reason*/, bool /*bFinal*/);
	DECLARE_DELEGATE_OneParam(FOnStep, const FText& /*What happens*/);

	~FSidecarProcess();

	/** Game thread. Ends what ran before. */
	void Start();
	/** Game thread. Ends the child and everything that it started; no event comes afterwards. */
	void Stop();
	/** Gives up on a child that stays silent. `Now`: `FPlatformTime::Seconds()`. */
	void Tick(double Now);
	bool IsRunning() const { return Child.IsValid(); }
	/** How the sidecar runs here; known once it listens. */
	FSidecarCommand GetCommand() const { return {Files.Nodes[NodeIndex], Files.Program, Files.Root}; }

	/** All on the game thread. */
	FOnListening OnListening;
	FOnEnded OnEnded;
	FOnStep OnStep;

private:
	enum class EStep : uint8 { Version, Install, Serve };

	void Launch(EStep NewStep, const FString& Parameters);
	void CheckNextNode();
	void InstallOrServe();
	void Serve();
	void HandleLine(uint32 Run, const FString& Line);
	void HandleExit(uint32 Run, int32 Code);
	void End(const FText& Reason, bool bFinal);

	FSidecarFiles Files;
	TSharedPtr<FMonitoredProcess> Child;
	EStep Step = EStep::Version;
	/** Tells the events of this child from those of earlier ones. */
	uint32 CurrentRun = 0;
	/** When the child has to have answered; 0 before the first tick of a child. */
	double Deadline = 0.0;
	int32 NodeIndex = -1;
	bool bNodeFits = false;
	bool bListening = false;
	/** A Node that is too old, for the message. */
	FString OldNode;
	FString LastLine;
};
