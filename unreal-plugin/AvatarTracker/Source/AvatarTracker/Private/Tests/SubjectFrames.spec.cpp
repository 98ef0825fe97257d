// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "Compat/EngineVersion.h"
#include "LiveLink/FaceColumns.h"
#include "LiveLink/SubjectFrames.h"
#include "Misc/AutomationTest.h"
#include "Roles/LiveLinkAnimationTypes.h"
#include "Skeleton/BodyBones.h"

#if WITH_DEV_AUTOMATION_TESTS

BEGIN_DEFINE_SPEC(FAvatarSubjectFramesSpec, "AvatarTracker.LiveLink.Frames", AVATAR_TRACKER_TEST_FLAGS)
END_DEFINE_SPEC(FAvatarSubjectFramesSpec)

namespace
{
avatar::Tables MakeSpecTables(const char* FaceName)
{
	avatar::Tables Tables;
	Tables.Fps = 30;
	Tables.Bones = {"root", "pelvis"};
	Tables.Parents = {-1, 0};
	Tables.Rest = {0, 0, 0, 0, 0, 0, 1, 1, 2, 90, 0, 0, 0, 1};
	Tables.Face = {FaceName};
	return Tables;
}

avatar::FrameView MakeSpecFrame(const avatar::Tables& Tables)
{
	auto Chunk = std::make_shared<avatar::Keyframes>();
	Chunk->Count = 1;
	Chunk->Times = {0.5};
	Chunk->Flags = {0};
	Chunk->Values = {5, 6, 91, 0, 0, 0, 1, 0, 0, 0.6f, 0.8f, 0.25f, 1, 1, 1, 1};
	return avatar::ViewFrame(Chunk, 0, Tables);
}
}

void FAvatarSubjectFramesSpec::Define()
{
	Describe(TEXT("the body"), [this]
	{
		It(TEXT("has a transform for each bone, rotations from the row and the pelvis' place"), [this]
		{
			const avatar::Tables Tables = MakeSpecTables("JawOpen");
			const FSubjectFrames Frames(Tables, {});
			FLiveLinkFrameDataStruct Struct = Frames.MakeBodyFrame(MakeSpecFrame(Tables), 7.0);
			const FLiveLinkAnimationFrameData& Data = *Struct.Cast<FLiveLinkAnimationFrameData>();
			TestEqual(TEXT("transforms"), Data.Transforms.Num(), 2);
			TestTrue(TEXT("pelvis"), Data.Transforms[1].GetTranslation().X == 5.0);
			TestTrue(TEXT("rotation"), FMath::Abs(Data.Transforms[1].GetRotation().Z - 0.6) < 1e-6);
		});
	});
	Describe(TEXT("the face"), [this]
	{
		It(TEXT("has the 61 columns for ARKit"), [this]
		{
			const avatar::Tables Tables = MakeSpecTables("JawOpen");
			FLiveLinkStaticDataStruct Struct = FSubjectFrames(Tables, {}).MakeFaceStatic();
			TestEqual(TEXT("columns"), Struct.Cast<FLiveLinkBaseStaticData>()->PropertyNames.Num(), 61);
		});
		It(TEXT("has curves and their companions for MetaHuman"), [this]
		{
			const avatar::Tables Tables = MakeSpecTables("CTRL_expressions_jawOpen");
			const FSubjectFrames Frames(Tables, {});
			FLiveLinkStaticDataStruct Static = Frames.MakeFaceStatic();
			FLiveLinkFrameDataStruct Frame = Frames.MakeFaceFrame(MakeSpecFrame(Tables), 7.0);
			const int32 Columns = GetMetaHumanColumns().Num() + 1;
			TestEqual(TEXT("names"), Static.Cast<FLiveLinkBaseStaticData>()->PropertyNames.Num(), Columns);
			TestEqual(TEXT("values"), Frame.Cast<FLiveLinkBaseFrameData>()->PropertyValues.Num(), Columns);
			TestTrue(TEXT("value"), Frame.Cast<FLiveLinkBaseFrameData>()->PropertyValues[Columns - 1] == 0.25f);
		});
	});
	Describe(TEXT("the bones"), [this]
	{
		It(TEXT("are 64, and fingers are known"), [this]
		{
			TestEqual(TEXT("bones"), GetKeyedBones().Num(), 64);
			TestTrue(TEXT("finger"), IsFingerBone(TEXT("ring_metacarpal_l")));
			TestTrue(TEXT("hand"), !IsFingerBone(TEXT("hand_l")));
		});
	});
}

#endif
