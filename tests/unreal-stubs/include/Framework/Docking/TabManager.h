#pragma once

#include "Textures/SlateIcon.h"
#include "Widgets/Docking/SDockTab.h"

class FWorkspaceItem;

class FSpawnTabArgs
{
};

class FTabId
{
public:
	explicit FTabId(const FName& Name) : StubName(Name) {}
	FName StubName;
};

DECLARE_DELEGATE_RetVal_OneParam(TSharedRef<SDockTab>, FOnSpawnTab, const FSpawnTabArgs&);

class FTabSpawnerEntry
{
public:
	FTabSpawnerEntry& SetDisplayName(const FText&) { return *this; }
	FTabSpawnerEntry& SetTooltipText(const FText&) { return *this; }
	FTabSpawnerEntry& SetIcon(const FSlateIcon&) { return *this; }
	FTabSpawnerEntry& SetGroup(const TSharedRef<FWorkspaceItem>&) { return *this; }
	FName StubName;
	FOnSpawnTab StubSpawn;
};

class FGlobalTabmanager
{
public:
	static FGlobalTabmanager* Get();
	FTabSpawnerEntry& RegisterNomadTabSpawner(const FName& Name, const FOnSpawnTab& Spawn);
	void UnregisterNomadTabSpawner(const FName& Name);
	TSharedPtr<SDockTab> TryInvokeTab(const FTabId& Id);
	std::vector<std::unique_ptr<FTabSpawnerEntry>> StubSpawners;
};
