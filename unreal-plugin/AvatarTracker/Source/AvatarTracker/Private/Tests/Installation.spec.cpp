// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Compat/EngineVersion.h"
#include "IPythonScriptPlugin.h"
#include "ILiveLinkClient.h"
#include "Misc/AutomationTest.h"
#include "Misc/Paths.h"
#include "Sidecar/SidecarFiles.h"

#if WITH_DEV_AUTOMATION_TESTS

BEGIN_DEFINE_SPEC(FAvatarInstallationSpec, "AvatarTracker.Installation", AVATAR_TRACKER_TEST_FLAGS)
END_DEFINE_SPEC(FAvatarInstallationSpec)

void FAvatarInstallationSpec::Define()
{
	Describe(TEXT("this machine"), [this]
	{
		It(TEXT("has the plugin's files, the tracker and Node"), [this]
		{
			TestTrue(TEXT("the plugin's folder"), !GetPluginFolder().IsEmpty());
			TestTrue(TEXT("the bake launcher"), FPaths::FileExists(FPaths::Combine(GetPluginFolder(), TEXT("Content/Python/avatar_tracker_bake.py"))));
			const FSidecarFiles Files = FindSidecarFiles();
			TestTrue(TEXT("the tracker"), FPaths::FileExists(Files.Program));
			TestTrue(TEXT("Node"), Files.Nodes.Num() > 0);
		});
	});
	Describe(TEXT("this editor"), [this]
	{
		It(TEXT("has Python and Live Link"), [this]
		{
			const IPythonScriptPlugin* Python = IPythonScriptPlugin::Get();
			TestTrue(TEXT("Python"), Python != nullptr && Python->IsPythonAvailable());
			TestTrue(TEXT("Live Link"), IModularFeatures::Get().IsModularFeatureAvailable(ILiveLinkClient::ModularFeatureName));
		});
	});
}

#endif
