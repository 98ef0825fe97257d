// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Bake/BakeResult.h"
#include "Bake/BakeRunner.h"
#include "Compat/EngineVersion.h"
#include "Misc/AutomationTest.h"

#if WITH_DEV_AUTOMATION_TESTS

BEGIN_DEFINE_SPEC(FAvatarBakeResultSpec, "AvatarTracker.Bake.Result", AVATAR_TRACKER_TEST_FLAGS)
END_DEFINE_SPEC(FAvatarBakeResultSpec)

void FAvatarBakeResultSpec::Define()
{
	Describe(TEXT("the result file of a bake"), [this]
	{
		It(TEXT("gives the saved assets and the largest differences"), [this]
		{
			const TOptional<FBakeResult> Result = ReadBakeResult(TEXT("{\"format\":\"avatar-tracker.bake-result\",\"ok\":false,\"clips\":[{\"state\":\"partial\",\"assets\":["
				"{\"path\":\"/Game/A_Body\",\"saved\":true,\"deviation\":{\"rotationDegrees\":0.5,\"translationCm\":0.25,\"curve\":0}},"
				"{\"path\":\"/Game/A_Face\",\"saved\":false}],\"warnings\":[\"Look.\"],\"error\":null}]}"));
			if (!TestTrue(TEXT("is read"), Result.IsSet())) return;
			TestTrue(TEXT("is good"), Result->bOk);
			TestEqual(TEXT("assets"), Result->Assets.Num(), 1);
			TestEqual(TEXT("first asset"), Result->Assets[0], FString(TEXT("/Game/A_Body")));
			TestTrue(TEXT("rotation"), Result->RotationDegrees == 0.5);
			TestEqual(TEXT("warning"), Result->Problems[0], FString(TEXT("Look.")));
		});
		It(TEXT("is none when it is another file"), [this]
		{
			TestTrue(TEXT("other format"), !ReadBakeResult(TEXT("{\"format\":\"other\"}")).IsSet());
			TestTrue(TEXT("no JSON"), !ReadBakeResult(TEXT("not json")).IsSet());
			TestTrue(TEXT("nothing"), !ReadBakeResult(FString()).IsSet());
		});
	});
	Describe(TEXT("the settings of a bake"), [this]
	{
		It(TEXT("name the parts and the target"), [this]
		{
			FBakeRequest Request;
			Request.BodyMesh = TEXT("/Game/Body.Body");
			Request.bFace = false;
			const TMap<FString, FString> Environment = GetBakeEnvironment(Request);
			TestTrue(TEXT("body"), Environment.Contains(TEXT("AVATAR_TRACKER_BODY")));
			TestTrue(TEXT("no face"), !Environment.Contains(TEXT("AVATAR_TRACKER_FACE")));
			TestEqual(TEXT("parts"), *Environment.Find(TEXT("AVATAR_TRACKER_PARTS")), FString(TEXT("body")));
		});
	});
}

#endif
