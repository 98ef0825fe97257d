// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "UI/TrackVideoMenu.h"

#include "Framework/Docking/TabManager.h"
#include "LiveLink/LivePreview.h"
#include "Sidecar/SidecarService.h"
#include "ToolMenus.h"
#include "UI/STrackVideoPanel.h"
#include "UI/TrackVideoModel.h"
#include "UI/TrackVideoStyle.h"
#include "Widgets/Docking/SDockTab.h"
#include "WorkspaceMenuStructure.h"
#include "WorkspaceMenuStructureModule.h"

#define LOCTEXT_NAMESPACE "AvatarTracker"

FTrackVideoMenu::FTrackVideoMenu(const TSharedRef<FTrackVideoModel>& InModel, const TSharedRef<FSidecarService>& InService,
	const TSharedRef<FLivePreview>& InPreview)
	: Model(InModel), Service(InService), Preview(InPreview)
{
}

void FTrackVideoMenu::Register()
{
	UToolMenus::RegisterStartupCallback(FSimpleMulticastDelegate::FDelegate::CreateRaw(this, &FTrackVideoMenu::RegisterMenus));
	FGlobalTabmanager::Get()->RegisterNomadTabSpawner(GetTabName(), FOnSpawnTab::CreateRaw(this, &FTrackVideoMenu::MakeTab))
		.SetDisplayName(LOCTEXT("Tab", "Track Video"))
		.SetTooltipText(LOCTEXT("TabTip", "Track a video onto a MetaHuman."))
		.SetIcon(FSlateIcon(FTrackVideoStyle::GetName(), FTrackVideoStyle::GetIcon()))
		.SetGroup(WorkspaceMenu::GetMenuStructure().GetLevelEditorCategory());
}

void FTrackVideoMenu::Unregister()
{
	UToolMenus::UnRegisterStartupCallback(this);
	UToolMenus::UnregisterOwner(this);
	FGlobalTabmanager::Get()->UnregisterNomadTabSpawner(GetTabName());
}

void FTrackVideoMenu::RegisterMenus()
{
	const FToolMenuOwnerScoped Owner(this);
	UToolMenu* Toolbar = UToolMenus::Get()->ExtendMenu(FName(TEXT("LevelEditor.LevelEditorToolBar.User")));
	FToolMenuSection& Section = Toolbar->FindOrAddSection(FName(TEXT("AvatarTracker")));
	FToolMenuEntry& Button = Section.AddEntry(FToolMenuEntry::InitToolBarButton(
		FName(TEXT("TrackVideo")),
		FUIAction(FExecuteAction::CreateRaw(this, &FTrackVideoMenu::OpenTab)),
		LOCTEXT("Button", "Track Video"),
		LOCTEXT("ButtonTip", "Turns a video of a person into animation for a MetaHuman."),
		FSlateIcon(FTrackVideoStyle::GetName(), FTrackVideoStyle::GetIcon())));
	// the label beside the icon
	Button.StyleNameOverride = FName(TEXT("CalloutToolbar"));
}

void FTrackVideoMenu::OpenTab()
{
	FGlobalTabmanager::Get()->TryInvokeTab(FTabId(GetTabName()));
}

TSharedRef<SDockTab> FTrackVideoMenu::MakeTab(const FSpawnTabArgs&)
{
	return SNew(SDockTab)
		.TabRole(ETabRole::NomadTab)
		[
			SNew(STrackVideoPanel, Model, Service, Preview)
		];
}

#undef LOCTEXT_NAMESPACE
