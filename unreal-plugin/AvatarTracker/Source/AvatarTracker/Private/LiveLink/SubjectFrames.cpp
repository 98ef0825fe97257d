// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "LiveLink/SubjectFrames.h"

#include "Compat/Strings.h"
#include "LiveLink/FaceColumns.h"
#include "Protocol/DecodeMessage.h"
#include "Roles/LiveLinkAnimationTypes.h"
#include "Skeleton/BodyBones.h"

namespace
{
FTransform ReadRest(const float* Values)
{
	const FQuat Turn(Values[3], Values[4], Values[5], Values[6]);
	return FTransform(Turn, FVector(Values[0], Values[1], Values[2]), FVector::OneVector);
}

void SetTimes(FLiveLinkBaseFrameData& Data, const avatar::FrameView& Frame, double WorldTime, double FrameRate)
{
	Data.WorldTime = FLiveLinkWorldTime(WorldTime);
	const FFrameRate Rate(FMath::Max(1, FMath::RoundToInt32(FrameRate)), 1);
	Data.MetaData.SceneTime = FQualifiedFrameTime(Rate.AsFrameTime(Frame.Time()), Rate);
}
}

FSubjectFrames::FSubjectFrames(const avatar::Tables& Tables, const FSubjectParts& InParts)
	: Parts(InParts), FrameRate(Tables.Fps)
{
	for (size_t Bone = 0; Bone < Tables.Bones.size(); ++Bone)
	{
		const FString Name = AvatarTracker::ToFString(Tables.Bones[Bone], avatar::MessageLimits::Name);
		if (Name == TEXT("pelvis")) Pelvis = BoneNames.Num();
		BoneNames.Add(FName(*Name));
		BoneParents.Add(Tables.Parents[Bone]);
		Rest.Add(ReadRest(&Tables.Rest[7 * Bone]));
		Resting.Add(!Parts.bHands && IsFingerBone(Name));
	}
	AddColumns(Tables);
}

void FSubjectFrames::AddColumns(const avatar::Tables& Tables)
{
	TMap<FName, int32> Places;
	for (size_t Value = 0; Value < Tables.Face.size(); ++Value)
	{
		Places.Add(AvatarTracker::ToFName(Tables.Face[Value]), static_cast<int32>(Tables.FaceStart() + Value));
	}
	const bool bArkit = Places.Contains(FName(TEXT("JawOpen")));
	for (const FFaceColumn& Fixed : bArkit ? GetArkitColumns() : GetMetaHumanColumns())
	{
		const int32* Place = Places.Find(Fixed.Name);
		Columns.Add({Fixed.Name, Place ? *Place : INDEX_NONE, Fixed.Constant});
	}
	// the 61 columns are the whole list that the ARKit mapping reads; curves go as they are
	if (bArkit) return;
	for (const TPair<FName, int32>& Place : Places)
	{
		Columns.Add({Place.Key, Place.Value, 0.0f});
	}
}

FLiveLinkStaticDataStruct FSubjectFrames::MakeBodyStatic() const
{
	FLiveLinkStaticDataStruct Struct(FLiveLinkSkeletonStaticData::StaticStruct());
	FLiveLinkSkeletonStaticData& Data = *Struct.Cast<FLiveLinkSkeletonStaticData>();
	Data.SetBoneNames(BoneNames);
	Data.SetBoneParents(BoneParents);
	return Struct;
}

FLiveLinkStaticDataStruct FSubjectFrames::MakeFaceStatic() const
{
	FLiveLinkStaticDataStruct Struct(FLiveLinkBaseStaticData::StaticStruct());
	FLiveLinkBaseStaticData& Data = *Struct.Cast<FLiveLinkBaseStaticData>();
	for (const FColumn& Column : Columns) Data.PropertyNames.Add(Column.Name);
	return Struct;
}

FLiveLinkFrameDataStruct FSubjectFrames::MakeBodyFrame(const avatar::FrameView& Frame, double WorldTime) const
{
	FLiveLinkFrameDataStruct Struct(FLiveLinkAnimationFrameData::StaticStruct());
	FLiveLinkAnimationFrameData& Data = *Struct.Cast<FLiveLinkAnimationFrameData>();
	SetTimes(Data, Frame, WorldTime, FrameRate);
	Data.Transforms = Rest;
	for (int32 Bone = 0; Bone < Rest.Num(); ++Bone)
	{
		if (Resting[Bone]) continue;
		const float* Turn = &Frame.Row[3 + 4 * static_cast<size_t>(Bone)];
		Data.Transforms[Bone].SetRotation(FQuat(Turn[0], Turn[1], Turn[2], Turn[3]).GetNormalized());
	}
	if (Pelvis != INDEX_NONE)
	{
		Data.Transforms[Pelvis].SetTranslation(FVector(Frame.Row[0], Frame.Row[1], Frame.Row[2]));
	}
	return Struct;
}

FLiveLinkFrameDataStruct FSubjectFrames::MakeFaceFrame(const avatar::FrameView& Frame, double WorldTime) const
{
	FLiveLinkFrameDataStruct Struct(FLiveLinkBaseFrameData::StaticStruct());
	FLiveLinkBaseFrameData& Data = *Struct.Cast<FLiveLinkBaseFrameData>();
	SetTimes(Data, Frame, WorldTime, FrameRate);
	Data.PropertyValues.Reserve(Columns.Num());
	for (const FColumn& Column : Columns)
	{
		Data.PropertyValues.Add(Column.Place == INDEX_NONE ? Column.Constant : Frame.Row[static_cast<size_t>(Column.Place)]);
	}
	return Struct;
}
