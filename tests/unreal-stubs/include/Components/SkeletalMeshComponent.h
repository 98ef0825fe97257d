#pragma once

#include "Engine/SkeletalMesh.h"
#include "GameFramework/Actor.h"

class USkeletalMeshComponent : public UActorComponent
{
public:
	USkeletalMesh* GetSkeletalMeshAsset() const { return StubMesh; }
	USkeletalMesh* StubMesh = nullptr;
};
