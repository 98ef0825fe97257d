// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"

class AActor;

/** What was set on an actor and what a person has to set. */
struct FBlueprintSetup
{
	TArray<FString> Set;
	/** Switches that this blueprint does not have by any known name. */
	TArray<FString> Missing;
	/** Says both in words. */
	FText Sentence;
};

/**
 * Sets the Live Link switches of a MetaHuman blueprint's instance to the plugin's two subjects. The variables are
 * found by their names without blanks and case, since MetaHuman generations spell them differently. One undo step.
 */
FBlueprintSetup SetUpBlueprint(AActor& Actor);

/** The same by hand, for a person to read. */
FText GetBlueprintGuide();
