// Stand-in for the engine: a real child process whose lines come on a thread of its own.
#pragma once

#include "CoreMinimal.h"

#include <atomic>
#include <thread>

DECLARE_DELEGATE_OneParam(FOnMonitoredProcessCompleted, int32);
DECLARE_DELEGATE_OneParam(FOnMonitoredProcessOutput, FString);

class FMonitoredProcess
{
public:
	FMonitoredProcess(const FString& URL, const FString& Params, const FString& WorkingDir, bool bHidden, bool bCreatePipes = true);
	~FMonitoredProcess();
	bool Launch();
	void Cancel(bool bKillTree = false);
	FOnMonitoredProcessCompleted& OnCompleted() { return StubCompleted; }
	FOnMonitoredProcessOutput& OnOutput() { return StubOutput; }

	void StubRun(int Pipe);
	FString StubUrl, StubParams, StubFolder;
	FOnMonitoredProcessCompleted StubCompleted;
	FOnMonitoredProcessOutput StubOutput;
	std::thread StubThread;
	std::atomic<int> StubChild{0};
};
