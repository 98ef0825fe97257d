// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"

/** What a bake script wrote of itself; `sidecar/src/protocol/bake-result.ts` describes the file. */
struct FBakeResult
{
	/** Every clip has animation; what else was missed is among the problems. */
	bool bOk = false;
	/** Object paths of everything that was saved, the clips first. */
	TArray<FString> Assets;
	/** What failed, what was missed and the warnings, as sentences. */
	TArray<FString> Problems;
	/** Largest difference of what was read back. */
	double RotationDegrees = 0.0;
	double TranslationCm = 0.0;
	double Curve = 0.0;
};

/** Empty when the text is not such a file. */
TOptional<FBakeResult> ReadBakeResult(const FString& Json);
