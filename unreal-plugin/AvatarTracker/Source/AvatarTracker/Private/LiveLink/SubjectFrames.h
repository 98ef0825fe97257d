// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"
#include "LiveLinkTypes.h"
#include "Protocol/Recording.h"

/** What of a stream is shown. */
struct FSubjectParts
{
	bool bBody = true;
	bool bHands = true;
	bool bFace = true;
};

/** Rows of a stream as Live Link data. Nothing is computed: values are put where Live Link wants them. */
class FSubjectFrames
{
public:
	FSubjectFrames(const avatar::Tables& Tables, const FSubjectParts& Parts);

	FLiveLinkStaticDataStruct MakeBodyStatic() const;
	FLiveLinkStaticDataStruct MakeFaceStatic() const;
	/** `WorldTime`: seconds of the engine's clock at which the frame is to be seen. */
	FLiveLinkFrameDataStruct MakeBodyFrame(const avatar::FrameView& Frame, double WorldTime) const;
	FLiveLinkFrameDataStruct MakeFaceFrame(const avatar::FrameView& Frame, double WorldTime) const;

	const FSubjectParts& GetParts() const { return Parts; }

private:
	/** Where a face column takes its value: a place in the row, or a constant. */
	struct FColumn
	{
		FName Name;
		int32 Place = INDEX_NONE;
		float Constant = 0.0f;
	};

	void AddColumns(const avatar::Tables& Tables);

	FSubjectParts Parts;
	TArray<FName> BoneNames;
	TArray<int32> BoneParents;
	TArray<FTransform> Rest;
	/** Keeps its base pose: not wanted. */
	TArray<bool> Resting;
	TArray<FColumn> Columns;
	int32 Pelvis = INDEX_NONE;
	double FrameRate = 30.0;
};
