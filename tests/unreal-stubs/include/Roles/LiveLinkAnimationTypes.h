#pragma once

#include "LiveLinkTypes.h"

struct FLiveLinkSkeletonStaticData : FLiveLinkBaseStaticData
{
	static const UScriptStruct* StaticStruct() { return Stub::ScriptStruct<FLiveLinkSkeletonStaticData>(); }
	void SetBoneNames(const TArray<FName>& Names) { StubNames = Names; }
	void SetBoneParents(const TArray<int32>& Parents) { StubParents = Parents; }
	const TArray<FName>& GetBoneNames() const { return StubNames; }
	const TArray<int32>& GetBoneParents() const { return StubParents; }

	TArray<FName> StubNames;
	TArray<int32> StubParents;
};

struct FLiveLinkAnimationFrameData : FLiveLinkBaseFrameData
{
	static const UScriptStruct* StaticStruct() { return Stub::ScriptStruct<FLiveLinkAnimationFrameData>(); }
	TArray<FTransform> Transforms;
};
