// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

using System.IO;
using UnrealBuildTool;

public class AvatarTracker : ModuleRules
{
	public AvatarTracker(ReadOnlyTargetRules Target) : base(Target)
	{
		PCHUsage = PCHUsageMode.UseExplicitOrSharedPCHs;
		// the newest order that the oldest supported engine knows
		IncludeOrderVersion = EngineIncludeOrderVersion.Unreal5_4;
		CppStandard = CppStandardVersion.Cpp20;

		PrivateIncludePaths.Add(Path.Combine(ModuleDirectory, "Private"));

		PublicDependencyModuleNames.AddRange(new string[] { "Core", "CoreUObject", "Engine", "DeveloperSettings" });

		PrivateDependencyModuleNames.AddRange(new string[]
		{
			"UnrealEd", "LevelEditor", "EditorSubsystem", "PropertyEditor",
			"Slate", "SlateCore", "InputCore", "ToolMenus", "WorkspaceMenuStructure",
			"DesktopPlatform", "Projects", "ApplicationCore",
			"Json", "WebSockets", "LiveLinkInterface", "PythonScriptPlugin",
			"AssetRegistry", "ContentBrowser"
		});
	}
}
