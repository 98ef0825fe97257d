#pragma once

#include "Engine/SkeletalMesh.h"
#include "GameFramework/Actor.h"

class USkeletalMeshComponent : public UActorComponent
{
public:
	USkeletalMesh* GetSkeletalMeshAsset() const { return StubMesh; }
	void SetUpdateAnimationInEditor(const bool bUpdate) { StubUpdates = bUpdate; }
	USkeletalMesh* StubMesh = nullptr;
	bool StubUpdates = false;
};
