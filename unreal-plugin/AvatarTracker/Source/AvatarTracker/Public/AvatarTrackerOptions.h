// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"
#include "UObject/Object.h"
#include "AvatarTrackerSettings.h"
#include "AvatarTrackerOptions.generated.h"

/** What the panel asks for before it tracks; it begins with what the settings say. */
UCLASS(Transient)
class AVATARTRACKER_API UAvatarTrackerOptions : public UObject
{
	GENERATED_BODY()

public:
	UPROPERTY(EditAnywhere, Category = "Clip")
	EAvatarTrackMode Mode = EAvatarTrackMode::Smart;

	UPROPERTY(EditAnywhere, Category = "Clip", meta = (DisplayName = "Frame rate"))
	EAvatarFrameRate FrameRate = EAvatarFrameRate::Fps30;

	/** Seconds from the beginning of the video at which tracking starts. */
	UPROPERTY(EditAnywhere, Category = "Trim", meta = (ClampMin = "0", DisplayName = "From (seconds)"))
	float TrimFrom = 0.0f;

	/** Seconds at which it ends; 0 is the end of the video. */
	UPROPERTY(EditAnywhere, Category = "Trim", meta = (ClampMin = "0", DisplayName = "To (seconds)"))
	float TrimTo = 0.0f;

	UPROPERTY(EditAnywhere, Category = "What to use", meta = (DisplayName = "Body"))
	bool bBody = true;

	/** Without hands the fingers keep the MetaHuman's reference pose, in the preview and in the body animation. */
	UPROPERTY(EditAnywhere, Category = "What to use", meta = (DisplayName = "Hands"))
	bool bHands = true;

	UPROPERTY(EditAnywhere, Category = "What to use", meta = (DisplayName = "Face"))
	bool bFace = true;

	UPROPERTY(EditAnywhere, Category = "Assets", meta = (DisplayName = "Asset folder"))
	FString AssetFolder;

	/** {video} is the name of the video file. */
	UPROPERTY(EditAnywhere, Category = "Assets", meta = (DisplayName = "Asset name"))
	FString NamePattern;

	/** Show the motion on the MetaHuman through Live Link while it is tracked. */
	UPROPERTY(EditAnywhere, Category = "Preview", meta = (DisplayName = "Live preview"))
	bool bPreview = true;

	/** Also a Level Sequence with both animations, the sound, and the video to compare with. */
	UPROPERTY(EditAnywhere, Category = "Assets", meta = (DisplayName = "Level Sequence"))
	bool bSequence = false;

	/** Make the animation assets as soon as a clip is done. */
	UPROPERTY(EditAnywhere, Category = "Assets", meta = (DisplayName = "Bake when done"))
	bool bBake = true;

	/** Copies what the settings say. */
	void TakeFrom(const UAvatarTrackerSettings& Settings);
};
