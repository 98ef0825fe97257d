// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "Containers/Ticker.h"
#include "CoreMinimal.h"
#include "Modules/ModuleInterface.h"
#include "Templates/SharedPointer.h"
#include "Templates/UniquePtr.h"

class FJobNotifications;
class FLivePreview;
class FSidecarService;
class FTrackVideoMenu;
class FTrackVideoModel;
class FTrackVideoStyle;

/** Owns everything of the plugin. Shutdown undoes startup in the reverse order. Game thread. */
class FAvatarTrackerModule : public IModuleInterface
{
public:
	FAvatarTrackerModule();
	virtual ~FAvatarTrackerModule() override;

	virtual void StartupModule() override;
	virtual void ShutdownModule() override;

	FSidecarService& GetService() const { return *Service; }
	FTrackVideoModel& GetModel() const { return *Model; }
	FLivePreview& GetPreview() const { return *Preview; }

private:
	bool Tick(float DeltaTime);

	TSharedPtr<FSidecarService> Service;
	TSharedPtr<FLivePreview> Preview;
	TSharedPtr<FTrackVideoModel> Model;
	TUniquePtr<FJobNotifications> Notifications;
	TUniquePtr<FTrackVideoStyle> Style;
	TUniquePtr<FTrackVideoMenu> Menu;
	FTSTicker::FDelegateHandle TickHandle;
};
