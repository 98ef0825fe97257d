// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"
#include "UObject/WeakObjectPtrTemplates.h"

class AActor;
class USkeletalMesh;

/** The MetaHuman that motion is made for: an actor of the level, or meshes that the settings name. */
struct FMetaHumanTarget
{
	TWeakObjectPtr<AActor> Actor;
	TWeakObjectPtr<USkeletalMesh> Body;
	TWeakObjectPtr<USkeletalMesh> Face;
	/** Actor's label or mesh name; empty when there is no target. */
	FString Name;
	/** What is missing and what to do; empty when body and face were found. */
	FText Trouble;
};

/** The first selected actor with a MetaHuman body, else the meshes of the settings. */
FMetaHumanTarget FindMetaHuman();

/** The body and the face of one actor: by the names of their components, then by their bones. */
FMetaHumanTarget ReadMetaHuman(AActor& Actor);
