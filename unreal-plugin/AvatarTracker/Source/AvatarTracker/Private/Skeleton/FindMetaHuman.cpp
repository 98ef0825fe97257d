// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Skeleton/FindMetaHuman.h"

#include "AvatarTrackerSettings.h"
#include "Components/SkeletalMeshComponent.h"
#include "Editor.h"
#include "Engine/Selection.h"
#include "Engine/SkeletalMesh.h"
#include "GameFramework/Actor.h"
#include "ReferenceSkeleton.h"

#define LOCTEXT_NAMESPACE "AvatarTracker"

namespace
{
bool HasBone(const USkeletalMesh* Mesh, const TCHAR* Bone)
{
	return Mesh != nullptr && Mesh->GetRefSkeleton().FindRawBoneIndex(FName(Bone)) != INDEX_NONE;
}

USkeletalMesh* FindMesh(const TArray<USkeletalMeshComponent*>& Components, const TCHAR* Name, const TCHAR* Bone)
{
	for (const USkeletalMeshComponent* Component : Components)
	{
		if (Component->GetFName() == FName(Name)) return Component->GetSkeletalMeshAsset();
	}
	// characters that were assembled by hand
	for (const USkeletalMeshComponent* Component : Components)
	{
		if (HasBone(Component->GetSkeletalMeshAsset(), Bone)) return Component->GetSkeletalMeshAsset();
	}
	return nullptr;
}

FMetaHumanTarget ReadSettings()
{
	const UAvatarTrackerSettings* Settings = GetDefault<UAvatarTrackerSettings>();
	FMetaHumanTarget Target;
	if (!Settings->BodyMesh.IsEmpty()) Target.Body = LoadObject<USkeletalMesh>(nullptr, *Settings->BodyMesh);
	if (!Settings->FaceMesh.IsEmpty()) Target.Face = LoadObject<USkeletalMesh>(nullptr, *Settings->FaceMesh);
	if (Target.Body.IsValid()) Target.Name = Target.Body->GetName();
	else if (Settings->BodyMesh.IsEmpty())
	{
		Target.Trouble = LOCTEXT("NoTarget", "No MetaHuman is selected: clips are made for the medium female body. Select a MetaHuman in the level to use its proportions.");
	}
	else
	{
		Target.Trouble = FText::Format(LOCTEXT("NoMesh", "{0} is no skeletal mesh. Correct the body mesh in Editor Preferences, Plugins, Avatar Tracker."), FText::FromString(Settings->BodyMesh));
	}
	return Target;
}
}

FMetaHumanTarget ReadMetaHuman(AActor& Actor)
{
	TArray<USkeletalMeshComponent*> Components;
	Actor.GetComponents<USkeletalMeshComponent>(Components);
	FMetaHumanTarget Target;
	Target.Actor = &Actor;
	Target.Name = Actor.GetActorLabel();
	Target.Body = FindMesh(Components, TEXT("Body"), TEXT("index_metacarpal_l"));
	Target.Face = FindMesh(Components, TEXT("Face"), TEXT("FACIAL_C_FacialRoot"));
	const FText Name = FText::FromString(Target.Name);
	if (!Target.Body.IsValid()) Target.Trouble = FText::Format(LOCTEXT("NoBody", "{0} has no MetaHuman body. Select a MetaHuman."), Name);
	else if (!Target.Face.IsValid()) Target.Trouble = FText::Format(LOCTEXT("NoFace", "{0} has no MetaHuman face: the body alone is previewed on it."), Name);
	return Target;
}

FMetaHumanTarget FindMetaHuman()
{
	FMetaHumanTarget Last;
	if (GEditor != nullptr)
	{
		TArray<AActor*> Selected;
		GEditor->GetSelectedActors()->GetSelectedObjects<AActor>(Selected);
		for (AActor* Actor : Selected)
		{
			Last = ReadMetaHuman(*Actor);
			if (Last.Body.IsValid()) return Last;
		}
	}
	const FMetaHumanTarget Chosen = ReadSettings();
	// an actor that was selected and does not fit is worth a word
	return Chosen.Body.IsValid() || Last.Name.IsEmpty() ? Chosen : Last;
}

#undef LOCTEXT_NAMESPACE
