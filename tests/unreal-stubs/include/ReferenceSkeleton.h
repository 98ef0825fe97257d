#pragma once

#include "CoreMinimal.h"

struct FMeshBoneInfo
{
	FName Name;
	int32 ParentIndex = INDEX_NONE;
};

struct FReferenceSkeleton
{
	int32 FindRawBoneIndex(const FName& Name) const;
	const TArray<FMeshBoneInfo>& GetRawRefBoneInfo() const { return StubBones; }
	const TArray<FTransform>& GetRawRefBonePose() const { return StubPoses; }

	TArray<FMeshBoneInfo> StubBones;
	TArray<FTransform> StubPoses;
};
