// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Sidecar/SidecarFiles.h"

#include "AvatarTrackerSettings.h"
#include "Compat/Strings.h"
#include "HAL/PlatformMisc.h"
#include "Interfaces/IPluginManager.h"
#include "Misc/Paths.h"
#include "Protocol/NodeSearch.h"

namespace
{
constexpr const TCHAR* ProgramInRoot = TEXT("sidecar/bin/avatar-tracker.mjs");

std::string ReadVariable(const TCHAR* Name)
{
	return AvatarTracker::ToUtf8(FPlatformMisc::GetEnvironmentVariable(Name));
}

avatar::NodePlaces ReadNodePlaces(const FString& Chosen)
{
	avatar::NodePlaces Places;
#if PLATFORM_WINDOWS
	Places.System = avatar::HostSystem::Windows;
	Places.Home = ReadVariable(TEXT("USERPROFILE"));
#else
	Places.System = PLATFORM_MAC ? avatar::HostSystem::Mac : avatar::HostSystem::Linux;
	Places.Home = ReadVariable(TEXT("HOME"));
#endif
	Places.Chosen = AvatarTracker::ToUtf8(Chosen);
	Places.Path = ReadVariable(TEXT("PATH"));
	Places.ProgramFiles = ReadVariable(TEXT("ProgramFiles"));
	Places.LocalData = ReadVariable(TEXT("LOCALAPPDATA"));
	Places.NvmLink = ReadVariable(TEXT("NVM_SYMLINK"));
	return Places;
}

FString FindRoot(const FString& Chosen)
{
	const FString Plugin = GetPluginFolder();
	const TArray<FString> Roots = Chosen.IsEmpty()
		? TArray<FString>{FPaths::Combine(Plugin, TEXT("Sidecar")), FPaths::Combine(Plugin, TEXT("../.."))}
		: TArray<FString>{Chosen};
	for (const FString& Root : Roots)
	{
		if (FPaths::FileExists(FPaths::Combine(Root, ProgramInRoot)))
		{
			return FPaths::ConvertRelativePathToFull(Root);
		}
	}
	return FString();
}
}

FString GetPluginFolder()
{
	const TSharedPtr<IPlugin> Plugin = IPluginManager::Get().FindPlugin(TEXT("AvatarTracker"));
	return Plugin.IsValid() ? FPaths::ConvertRelativePathToFull(Plugin->GetBaseDir()) : FString();
}

bool FSidecarFiles::IsInstalled() const
{
	// npm writes this file last
	return FPaths::FileExists(FPaths::Combine(Root, TEXT("node_modules/.package-lock.json")));
}

FSidecarFiles FindSidecarFiles()
{
	const UAvatarTrackerSettings* Settings = GetDefault<UAvatarTrackerSettings>();
	FSidecarFiles Files;
	Files.Root = FindRoot(Settings->SidecarPath);
	Files.Program = FPaths::Combine(Files.Root, ProgramInRoot);
	const FString Saved = FPaths::Combine(FPaths::ProjectSavedDir(), TEXT("AvatarTracker"));
	Files.Workspace = FPaths::ConvertRelativePathToFull(Settings->WorkspacePath.IsEmpty() ? Saved : Settings->WorkspacePath);
	for (const std::string& Candidate : avatar::NodeCandidates(ReadNodePlaces(Settings->NodePath)))
	{
		const FString Path = AvatarTracker::ToFString(Candidate);
		if (FPaths::FileExists(Path)) Files.Nodes.Add(Path);
	}
	return Files;
}

FString FindNpm(const FString& Node)
{
	const FString Folder = FPaths::GetPath(Node);
	// Windows keeps npm beside Node, the others in lib beside bin
	for (const TCHAR* Place : {TEXT("node_modules"), TEXT("../lib/node_modules")})
	{
		const FString Npm = FPaths::Combine(Folder, Place, TEXT("npm/bin/npm-cli.js"));
		if (FPaths::FileExists(Npm)) return FPaths::ConvertRelativePathToFull(Npm);
	}
	return FString();
}
