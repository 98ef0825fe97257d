// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"
#include "Templates/SharedPointer.h"

class FLivePreview;
class FSidecarService;
class FSpawnTabArgs;
class FTrackVideoModel;
class SDockTab;

/** The toolbar button "Track Video" and the tab that it opens. Registered from startup to shutdown. */
class FTrackVideoMenu
{
public:
	FTrackVideoMenu(const TSharedRef<FTrackVideoModel>& InModel, const TSharedRef<FSidecarService>& InService,
		const TSharedRef<FLivePreview>& InPreview);

	void Register();
	void Unregister();

	static FName GetTabName() { return FName(TEXT("AvatarTracker")); }

private:
	void RegisterMenus();
	void OpenTab();
	TSharedRef<SDockTab> MakeTab(const FSpawnTabArgs& Arguments);

	TSharedRef<FTrackVideoModel> Model;
	TSharedRef<FSidecarService> Service;
	TSharedRef<FLivePreview> Preview;
};
