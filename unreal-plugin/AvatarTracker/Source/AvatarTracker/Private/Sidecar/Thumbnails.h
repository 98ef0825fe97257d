// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"
#include "Templates/SharedPointer.h"

#include <deque>
#include <map>
#include <string>

class FMonitoredProcess;

/** How the sidecar's command line is run on this machine. */
struct FSidecarCommand
{
	FString Node;
	FString Program;
	FString Folder;
};

/**
 * Small pictures of videos, for the queue. The sidecar's command line makes them, one at a time, and they are kept in
 * the project's Saved folder. Game thread.
 */
class FThumbnails : public TSharedFromThis<FThumbnails>
{
public:
	/** Pictures that may wait to be made; more are left out. */
	static constexpr size_t MostWaiting = 100;

	~FThumbnails();

	/** From now on pictures can be made. */
	void Start(const FSidecarCommand& InCommand);
	void Stop();

	/** File of the picture of a job's video; empty until it is there. The first call asks for it. */
	FString Find(const std::string& Job, const std::string& Video);

private:
	struct FWanted
	{
		FString File;
		FString Video;
	};

	void MakeNext();
	void HandleExit(uint32 Run);

	FSidecarCommand Command;
	/** Files that were asked for, whether they could be made or not. */
	std::map<std::string, FString> Asked;
	std::deque<FWanted> Waiting;
	TSharedPtr<FMonitoredProcess> Child;
	uint32 CurrentRun = 0;
};
