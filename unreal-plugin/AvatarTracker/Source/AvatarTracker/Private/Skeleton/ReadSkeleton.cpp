// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Skeleton/ReadSkeleton.h"

#include "Compat/Strings.h"
#include "Engine/SkeletalMesh.h"
#include "ReferenceSkeleton.h"
#include "Skeleton/BodyBones.h"

#define LOCTEXT_NAMESPACE "AvatarTracker"

namespace
{
/** Names in the message: enough to see what kind of mesh it is. */
constexpr int32 MostNamed = 6;
/** The service takes no more. */
constexpr int32 MostBones = 2000;

FText Refuse(const USkeletalMesh& Mesh, const TArray<FName>& Missing)
{
	FString Names;
	for (int32 Index = 0; Index < FMath::Min(Missing.Num(), MostNamed); ++Index)
	{
		Names += (Index > 0 ? TEXT(", ") : TEXT("")) + Missing[Index].ToString();
	}
	if (Missing.Num() > MostNamed) Names += TEXT(", ...");
	return FText::Format(LOCTEXT("BonesMissing", "{0} lacks {1} of the {2} bones of a MetaHuman body: {3}. Choose the body mesh of a MetaHuman."),
		FText::FromString(Mesh.GetName()), FText::AsNumber(Missing.Num()), FText::AsNumber(GetKeyedBones().Num()), FText::FromString(Names));
}

avatar::Bone MakeBone(const FMeshBoneInfo& Info, const FTransform& Pose)
{
	const FVector Place = Pose.GetTranslation();
	const FQuat Turn = Pose.GetRotation();
	return {AvatarTracker::ToUtf8(Info.Name.ToString()), Info.ParentIndex, {Place.X, Place.Y, Place.Z}, {Turn.X, Turn.Y, Turn.Z, Turn.W}};
}
}

FSkeletonReading ReadSkeleton(const USkeletalMesh& Mesh)
{
	const FReferenceSkeleton& Reference = Mesh.GetRefSkeleton();
	TArray<FName> Missing;
	for (const FName& Bone : GetKeyedBones())
	{
		if (Reference.FindRawBoneIndex(Bone) == INDEX_NONE) Missing.Add(Bone);
	}
	if (Missing.Num() > 0) return {nullptr, Refuse(Mesh, Missing)};
	const TArray<FMeshBoneInfo>& Bones = Reference.GetRawRefBoneInfo();
	const TArray<FTransform>& Poses = Reference.GetRawRefBonePose();
	if (Bones.Num() > MostBones || Bones.Num() != Poses.Num())
	{
		return {nullptr, FText::Format(LOCTEXT("TooManyBones", "{0} has {1} bones; at most {2} can be used. Choose the body mesh of a MetaHuman."),
			FText::FromString(Mesh.GetName()), FText::AsNumber(Bones.Num()), FText::AsNumber(MostBones))};
	}
	auto Skeleton = std::make_shared<avatar::Skeleton>();
	Skeleton->Name = avatar::ShowableText(AvatarTracker::ToUtf8(Mesh.GetName()), 200);
	Skeleton->Bones.reserve(static_cast<size_t>(Bones.Num()));
	for (int32 Index = 0; Index < Bones.Num(); ++Index)
	{
		Skeleton->Bones.push_back(MakeBone(Bones[Index], Poses[Index]));
	}
	return {MoveTemp(Skeleton), FText::GetEmpty()};
}

#undef LOCTEXT_NAMESPACE
