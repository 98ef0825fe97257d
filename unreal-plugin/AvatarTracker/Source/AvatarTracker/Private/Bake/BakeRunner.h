// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "Bake/BakeResult.h"
#include "CoreMinimal.h"

/** One bake: the script that the sidecar wrote, and what it is to be made for. */
struct FBakeRequest
{
	FString Script;
	/** Object paths of the target's meshes; empty leaves the job's own targets. */
	FString BodyMesh;
	FString FaceMesh;
	/** Path name of the actor that a Level Sequence binds, since labels repeat; empty for none. */
	FString Actor;
	bool bBody = true;
	/** Whether the fingers of the body move. */
	bool bHands = true;
	bool bFace = true;
};

struct FBakeOutcome
{
	bool bOk = false;
	TArray<FString> Assets;
	/** What was measured, or what went wrong and what to do. */
	FText Sentence;
};

/**
 * Runs a bake script in the editor's Python and reads its result file. Game thread; it takes as long as the bake,
 * which shows its own progress with a cancel button.
 */
FBakeOutcome RunBake(const FBakeRequest& Request);

/** The script's settings by the names that it knows them by; empty ones are left out. */
TMap<FString, FString> GetBakeEnvironment(const FBakeRequest& Request);
