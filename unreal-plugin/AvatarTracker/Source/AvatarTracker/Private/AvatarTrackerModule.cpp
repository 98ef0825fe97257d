// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "AvatarTrackerModule.h"

#include "AvatarTrackerLog.h"
#include "HAL/PlatformTime.h"
#include "LiveLink/LivePreview.h"
#include "Modules/ModuleManager.h"
#include "Sidecar/SidecarService.h"
#include "UI/JobNotifications.h"
#include "UI/TrackVideoMenu.h"
#include "UI/TrackVideoModel.h"
#include "UI/TrackVideoStyle.h"

DEFINE_LOG_CATEGORY(LogAvatarTracker);

// here, where the members are whole types
FAvatarTrackerModule::FAvatarTrackerModule() = default;
FAvatarTrackerModule::~FAvatarTrackerModule() = default;

void FAvatarTrackerModule::StartupModule()
{
	Service = MakeShared<FSidecarService>();
	Preview = MakeShared<FLivePreview>(Service.ToSharedRef());
	Preview->Start();
	Model = MakeShared<FTrackVideoModel>(Service.ToSharedRef(), Preview.ToSharedRef());
	Model->Start();
	Notifications = MakeUnique<FJobNotifications>();
	Notifications->OnCancel.BindSP(Model.ToSharedRef(), &FTrackVideoModel::Cancel);
	Style = MakeUnique<FTrackVideoStyle>();
	Style->Register();
	Menu = MakeUnique<FTrackVideoMenu>(Model.ToSharedRef(), Service.ToSharedRef(), Preview.ToSharedRef());
	Menu->Register();
	TickHandle = FTSTicker::GetCoreTicker().AddTicker(FTickerDelegate::CreateRaw(this, &FAvatarTrackerModule::Tick), 0.0f);
}

void FAvatarTrackerModule::ShutdownModule()
{
	FTSTicker::GetCoreTicker().RemoveTicker(TickHandle);
	Menu->Unregister();
	Style->Unregister();
	Notifications->OnCancel.Unbind();
	Notifications->Clear();
	Model->Stop();
	Preview->Stop();
	Service->Stop();
	Menu.Reset();
	Style.Reset();
	Notifications.Reset();
	Model.Reset();
	Preview.Reset();
	Service.Reset();
}

bool FAvatarTrackerModule::Tick(float)
{
	const double Now = FPlatformTime::Seconds();
	Service->Tick(Now);
	Preview->Tick(Now);
	Model->Tick();
	Notifications->Update(Service->GetBoard());
	return true;
}

IMPLEMENT_MODULE(FAvatarTrackerModule, AvatarTracker)
