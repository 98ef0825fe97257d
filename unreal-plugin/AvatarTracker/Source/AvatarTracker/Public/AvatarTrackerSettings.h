// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"
#include "Engine/DeveloperSettings.h"
#include "AvatarTrackerSettings.generated.h"

/** Speed against accuracy; what each means is in the README of the sidecar. */
UENUM()
enum class EAvatarTrackMode : uint8
{
	UltraFast UMETA(DisplayName = "Ultra fast"),
	Fast UMETA(DisplayName = "Fast"),
	Smart UMETA(DisplayName = "Smart"),
	Quality UMETA(DisplayName = "Quality")
};

/** Rate of the baked animation. Unreal takes rates that divide or multiply the project's 30. */
UENUM()
enum class EAvatarFrameRate : uint8
{
	Fps30 UMETA(DisplayName = "30 frames per second"),
	Fps60 UMETA(DisplayName = "60 frames per second")
};

/** Editor Preferences, Plugins, Avatar Tracker: kept for each user and project. */
UCLASS(Config = EditorPerProjectUserSettings, meta = (DisplayName = "Avatar Tracker"))
class AVATARTRACKER_API UAvatarTrackerSettings : public UDeveloperSettings
{
	GENERATED_BODY()

public:
	virtual FName GetCategoryName() const override { return FName(TEXT("Plugins")); }

	/** Node 20.19 or newer. Empty: looked for in PATH and where its installers put it. */
	UPROPERTY(EditAnywhere, Config, Category = "Sidecar", meta = (DisplayName = "Node"))
	FString NodePath;

	/** Folder of the tracker, the one that holds "sidecar". Empty: the one that came with the plugin. */
	UPROPERTY(EditAnywhere, Config, Category = "Sidecar", meta = (DisplayName = "Tracker folder"))
	FString SidecarPath;

	/** Where the queue and its results are kept. Empty: Saved/AvatarTracker of this project. */
	UPROPERTY(EditAnywhere, Config, Category = "Sidecar", meta = (DisplayName = "Workspace"))
	FString WorkspacePath;

	/** Used for new clips. */
	UPROPERTY(EditAnywhere, Config, Category = "New clips")
	EAvatarTrackMode Mode = EAvatarTrackMode::Smart;

	UPROPERTY(EditAnywhere, Config, Category = "New clips", meta = (DisplayName = "Frame rate"))
	EAvatarFrameRate FrameRate = EAvatarFrameRate::Fps30;

	/** Content folder of the assets. */
	UPROPERTY(EditAnywhere, Config, Category = "New clips", meta = (DisplayName = "Asset folder"))
	FString AssetFolder = TEXT("/Game/AvatarTracker");

	/** Name of the assets before _Body and _Face; {video} is the name of the video file. */
	UPROPERTY(EditAnywhere, Config, Category = "New clips", meta = (DisplayName = "Asset name"))
	FString NamePattern = TEXT("{video}");

	/** Body skeletal mesh, as the Content Browser copies its reference, for when no actor is selected. */
	UPROPERTY(EditAnywhere, Config, Category = "New clips", meta = (DisplayName = "Body mesh"))
	FString BodyMesh;

	/** Face skeletal mesh for when no actor is selected. */
	UPROPERTY(EditAnywhere, Config, Category = "New clips", meta = (DisplayName = "Face mesh"))
	FString FaceMesh;
};
