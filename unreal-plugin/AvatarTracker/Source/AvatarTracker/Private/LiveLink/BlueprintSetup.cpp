// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "LiveLink/BlueprintSetup.h"

#include "Components/SkeletalMeshComponent.h"
#include "GameFramework/Actor.h"
#include "LiveLink/AvatarTrackerSource.h"
#include "ScopedTransaction.h"
#include "UObject/UnrealType.h"

#define LOCTEXT_NAMESPACE "AvatarTracker"

namespace
{
struct FSwitch
{
	/** As the details panel shows it. */
	const TCHAR* Label;
	FString Value;
};

TArray<FSwitch> GetSwitches()
{
	const FString Body = TEXT("(Name=\"") + FAvatarTrackerSource::BodySubject().ToString() + TEXT("\")");
	const FString Face = TEXT("(Name=\"") + FAvatarTrackerSource::FaceSubject().ToString() + TEXT("\")");
	return {{TEXT("Live Link Body Subj"), Body}, {TEXT("Use Live Link Body"), TEXT("True")},
		{TEXT("ARKit Face Subj"), Face}, {TEXT("Use ARKit Face"), TEXT("True")}};
}

FString Plain(const FString& Name)
{
	return Name.Replace(TEXT(" "), TEXT("")).Replace(TEXT("_"), TEXT("")).ToLower();
}

FProperty* FindVariable(const AActor& Actor, const FString& Label)
{
	for (TFieldIterator<FProperty> Property(Actor.GetClass()); Property; ++Property)
	{
		if (Plain(Property->GetName()) == Plain(Label)) return *Property;
	}
	return nullptr;
}

FText JoinNames(const TArray<FString>& Names)
{
	return FText::FromString(FString::Join(Names, TEXT(", ")));
}
}

FBlueprintSetup SetUpBlueprint(AActor& Actor)
{
	const FScopedTransaction Transaction(LOCTEXT("SetUp", "Set up MetaHuman for Avatar Tracker"));
	FBlueprintSetup Setup;
	Actor.Modify();
	for (const FSwitch& Each : GetSwitches())
	{
		FProperty* Property = FindVariable(Actor, Each.Label);
		const TCHAR* Rest = Property ? Property->ImportText_Direct(*Each.Value, Property->ContainerPtrToValuePtr<void>(&Actor), &Actor, PPF_None) : nullptr;
		(Rest != nullptr ? Setup.Set : Setup.Missing).Add(Each.Label);
	}
	TArray<USkeletalMeshComponent*> Components;
	Actor.GetComponents<USkeletalMeshComponent>(Components);
	// so that it moves in the level without playing
	for (USkeletalMeshComponent* Component : Components) Component->SetUpdateAnimationInEditor(true);
	// the construction script hands the switches to the animation blueprints
	Actor.RerunConstructionScripts();
	Setup.Sentence = Setup.Missing.Num() == 0
		? FText::Format(LOCTEXT("AllSet", "{0} now follows Avatar Tracker."), FText::FromString(Actor.GetActorLabel()))
		: FText::Format(LOCTEXT("NotAllSet", "{0} has no {1}. Set it by hand: see the guide."), FText::FromString(Actor.GetActorLabel()), JoinNames(Setup.Missing));
	return Setup;
}

FText GetBlueprintGuide()
{
	return LOCTEXT("Guide", "Select the MetaHuman in the level. In its Details, under Live Link: tick Use Live Link Body and choose AvatarTracker_Body as Live Link Body Subj; tick Use ARKit Face and choose AvatarTracker_Face as ARKit Face Subj. A MetaHuman without these switches: open the animation blueprint of its Body, put a Live Link Pose node with the subject AvatarTracker_Body before the output, and set LLink_Face_Subj of the Face's animation blueprint to AvatarTracker_Face. To see it in the level without playing, tick Update Animation in Editor on both components.");
}

#undef LOCTEXT_NAMESPACE
