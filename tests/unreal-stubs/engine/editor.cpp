#include "Brushes/SlateDynamicImageBrush.h"
#include "DesktopPlatformModule.h"
#include "Editor.h"
#include "Framework/Application/SlateApplication.h"
#include "Framework/Docking/TabManager.h"
#include "GameFramework/Actor.h"
#include "PropertyEditorModule.h"
#include "ReferenceSkeleton.h"
#include "ScopedTransaction.h"
#include "Stub/World.h"
#include "Styling/SlateStyleRegistry.h"
#include "Subsystems/AssetEditorSubsystem.h"
#include "ToolMenus.h"
#include "UObject/UnrealType.h"
#include "WorkspaceMenuStructureModule.h"

namespace
{
UEditorEngine TheEditor;
const void* MenuOwner = nullptr;
}

UEditorEngine* GEditor = &TheEditor;
const EVisibility EVisibility::Visible{1};
const EVisibility EVisibility::Collapsed{2};

void UEditorEngine::SyncBrowserToObjects(const TArray<UObject*>& Objects, bool) { StubBrowsed = Objects; }

bool UAssetEditorSubsystem::OpenEditorForAsset(UObject* Asset)
{
	StubOpened = Asset;
	return true;
}

FString AActor::GetActorLabel(bool) const { return StubLabel; }

int32 FReferenceSkeleton::FindRawBoneIndex(const FName& Name) const
{
	for (int32 Index = 0; Index < StubBones.Num(); ++Index)
	{
		if (StubBones[Index].Name == Name) return Index;
	}
	return INDEX_NONE;
}

const TCHAR* FProperty::ImportText_Direct(const TCHAR* Buffer, void* Value, UObject*, int32) const
{
	*static_cast<FString*>(Value) = FString(Buffer);
	return Buffer + FString(Buffer).Len();
}

FScopedTransaction::FScopedTransaction(const FText&) {}

FSlateImageBrush::FSlateImageBrush(const FString& File, const FVector2D&) { StubFile = File; }
FSlateDynamicImageBrush::FSlateDynamicImageBrush(const FName& File, const FVector2D&) { StubFile = File.ToString(); }

void FSlateStyleRegistry::RegisterSlateStyle(const FSlateStyleSet& Style) { Stub::GetWorld().Styles.push_back(Style.StubName.ToString()); }

void FSlateStyleRegistry::UnRegisterSlateStyle(const FSlateStyleSet& Style)
{
	std::erase(Stub::GetWorld().Styles, Style.StubName.ToString());
}

FGlobalTabmanager* FGlobalTabmanager::Get()
{
	static FGlobalTabmanager Manager;
	return &Manager;
}

FTabSpawnerEntry& FGlobalTabmanager::RegisterNomadTabSpawner(const FName& Name, const FOnSpawnTab& Spawn)
{
	FTabSpawnerEntry& Entry = *StubSpawners.emplace_back(std::make_unique<FTabSpawnerEntry>());
	Entry.StubName = Name;
	Entry.StubSpawn = Spawn;
	return Entry;
}

void FGlobalTabmanager::UnregisterNomadTabSpawner(const FName& Name)
{
	std::erase_if(StubSpawners, [&](const auto& Entry) { return Entry->StubName == Name; });
}

TSharedPtr<SDockTab> FGlobalTabmanager::TryInvokeTab(const FTabId& Id)
{
	for (const auto& Entry : StubSpawners)
	{
		if (Entry->StubName == Id.StubName) return Entry->StubSpawn.Execute(FSpawnTabArgs());
	}
	return nullptr;
}

FToolMenuOwnerScoped::FToolMenuOwnerScoped(const void* Owner) { MenuOwner = Owner; }
FToolMenuOwnerScoped::~FToolMenuOwnerScoped() { MenuOwner = nullptr; }

FToolMenuEntry FToolMenuEntry::InitToolBarButton(const FName Name, const FToolUIActionChoice& Action, const TAttribute<FText>& Label,
	const TAttribute<FText>&, const TAttribute<FSlateIcon>&)
{
	FToolMenuEntry Entry;
	Entry.StubName = Name;
	Entry.StubAction = Action.StubAction;
	Entry.StubLabel = Label;
	return Entry;
}

FToolMenuEntry& FToolMenuSection::AddEntry(const FToolMenuEntry& Entry)
{
	FToolMenuEntry& Added = *StubEntries.emplace_back(std::make_unique<FToolMenuEntry>(Entry));
	Added.StubOwner = MenuOwner;
	return Added;
}

FToolMenuSection& UToolMenu::FindOrAddSection(const FName& Name)
{
	for (const auto& Section : StubSections)
	{
		if (Section->StubName == Name) return *Section;
	}
	FToolMenuSection& Section = *StubSections.emplace_back(std::make_unique<FToolMenuSection>());
	Section.StubName = Name;
	return Section;
}

UToolMenus* UToolMenus::Get()
{
	static UToolMenus Menus;
	return &Menus;
}

void UToolMenus::RegisterStartupCallback(const FSimpleMulticastDelegate::FDelegate& Callback) { Get()->StubCallbacks.push_back(Callback); }

void UToolMenus::UnRegisterStartupCallback(const void* Owner)
{
	std::erase_if(Get()->StubCallbacks, [&](const auto& Each) { return Each.StubOwner == Owner; });
}

void UToolMenus::UnregisterOwner(const void* Owner)
{
	for (const auto& Menu : Get()->StubMenus)
	{
		for (const auto& Section : Menu->StubSections) std::erase_if(Section->StubEntries, [&](const auto& Entry) { return Entry->StubOwner == Owner; });
	}
}

UToolMenu* UToolMenus::ExtendMenu(const FName& Name)
{
	for (const auto& Menu : StubMenus)
	{
		if (Menu->StubName == Name) return Menu.get();
	}
	UToolMenu& Menu = *StubMenus.emplace_back(std::make_unique<UToolMenu>());
	Menu.StubName = Name;
	return &Menu;
}

const IWorkspaceMenuStructure& WorkspaceMenu::GetMenuStructure()
{
	static const IWorkspaceMenuStructure Structure;
	return Structure;
}

void IDetailsView::SetObject(UObject* Object, bool) { StubObject = Object; }
TSharedRef<IDetailsView> FPropertyEditorModule::CreateDetailView(const FDetailsViewArgs&) { return MakeShared<IDetailsView>(); }

IDesktopPlatform* FDesktopPlatformModule::Get()
{
	static IDesktopPlatform Platform;
	return &Platform;
}

bool IDesktopPlatform::OpenFileDialog(const void*, const FString&, const FString&, const FString&, const FString&, uint32, TArray<FString>& Paths)
{
	for (const FString& Path : Stub::GetWorld().DialogAnswer) Paths.Add(Path);
	return Paths.Num() > 0;
}

FSlateApplication& FSlateApplication::Get()
{
	static FSlateApplication Application;
	return Application;
}

const void* FSlateApplication::FindBestParentWindowHandleForDialogs(const TSharedPtr<SWidget>&) { return nullptr; }
