// Stand-in for the engine: menus that know who owns their entries.
#pragma once

#include "Textures/SlateIcon.h"
#include "Widgets/SCompoundWidget.h"

using FExecuteAction = TDelegate<void()>;

struct FUIAction
{
	explicit FUIAction(const FExecuteAction& Action) : StubAction(Action) {}
	FExecuteAction StubAction;
};

class FToolUIActionChoice
{
public:
	FToolUIActionChoice(const FUIAction& Action) : StubAction(Action.StubAction) {}
	FExecuteAction StubAction;
};

struct FToolMenuEntry
{
	static FToolMenuEntry InitToolBarButton(const FName Name, const FToolUIActionChoice& Action, const TAttribute<FText>& Label = {},
		const TAttribute<FText>& ToolTip = {}, const TAttribute<FSlateIcon>& Icon = {});
	FName StyleNameOverride;
	FName StubName;
	FExecuteAction StubAction;
	TAttribute<FText> StubLabel;
	const void* StubOwner = nullptr;
};

struct FToolMenuSection
{
	FToolMenuEntry& AddEntry(const FToolMenuEntry& Entry);
	FName StubName;
	std::vector<std::unique_ptr<FToolMenuEntry>> StubEntries;
};

class UToolMenu
{
public:
	FToolMenuSection& FindOrAddSection(const FName& Name);
	FName StubName;
	std::vector<std::unique_ptr<FToolMenuSection>> StubSections;
};

class FToolMenuOwnerScoped
{
public:
	explicit FToolMenuOwnerScoped(const void* Owner);
	~FToolMenuOwnerScoped();
};

class UToolMenus
{
public:
	static UToolMenus* Get();
	static void RegisterStartupCallback(const FSimpleMulticastDelegate::FDelegate& Callback);
	static void UnRegisterStartupCallback(const void* Owner);
	static void UnregisterOwner(const void* Owner);
	UToolMenu* ExtendMenu(const FName& Name);
	std::vector<std::unique_ptr<UToolMenu>> StubMenus;
	std::vector<FSimpleMulticastDelegate::FDelegate> StubCallbacks;
};
