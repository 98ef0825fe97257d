#include "panel.h"

using namespace scenario;

namespace
{
const std::string BakeResult = R"({"format":"avatar-tracker.bake-result","version":2,"ok":true,"engine":"5.5","clips":[{"job":"x","clip":"hello",
 "state":"done","assets":[{"kind":"body","path":"/Game/AvatarTracker/hello_Body","saved":true,"deviation":{"rotationDegrees":0.0125,"translationCm":0.001,"curve":0}},
 {"kind":"face","path":"/Game/AvatarTracker/hello_Face","saved":true,"deviation":{"rotationDegrees":0,"translationCm":0,"curve":0.5}},
 {"kind":"sequence","path":"/Game/AvatarTracker/no","saved":false}],"missed":[],"warnings":[],"error":null}]})";

std::string WriteScript()
{
	WriteFile(Scratch() / "out dir/build_animation.py", "# a script");
	return (Scratch() / "out dir/build_animation.py").string();
}

/** Takes a video from the drop to the service's word that it is tracked. */
void TrackOne(Panel& Panel)
{
	EXPECT(Panel.Drop({TEXT("/clips/hello.mp4")}));
	const uint32 Request = static_cast<uint32>(std::stoul(Field(Sent(*Panel.Socket, "skeleton"), "requestId")));
	Panel.Receive(service::SkeletonAccepted(Request, "s_01"));
	Panel.Receive(service::Job(Request, "queued"));
}
}

SCENARIO(DroppedVideoGoesWithItsSkeleton)
{
	Panel Panel;
	EXPECT(Panel.Shows("Target: BP_Ada."));
	EXPECT(Panel.Shows("Tracker 9.8.7 is ready."));
	EXPECT(Panel.Drop({TEXT("/clips/Gr\u00fc\u00dfe.mp4")}));
	const auto Skeleton = Sent(*Panel.Socket, "skeleton");
	EXPECT_SAME(Field(Skeleton, "name"), "Ada_body");
	EXPECT_SAME(CountSent(*Panel.Socket, "submit"), 0);
	Panel.Receive(service::SkeletonAccepted(static_cast<uint32>(std::stoul(Field(Skeleton, "requestId"))), "s_01"));
	const auto Submit = Sent(*Panel.Socket, "submit");
	EXPECT_SAME(Field(Submit, "skeleton"), "s_01");
	EXPECT_SAME(Field(Submit, "name"), "Gr\xc3\xbc\xc3\x9f" "e");
	EXPECT_SAME(Field(Submit, "assetPath"), "/Game/AvatarTracker");
	EXPECT_SAME(Field(Submit, "live"), "true");
	EXPECT(!Panel.Drop({}));
}

SCENARIO(FilesThatAreNoVideosAreRefused)
{
	Panel Panel;
	EXPECT(Panel.Drop({TEXT("/clips/notes.txt")}));
	EXPECT(Panel.Shows("notes.txt is no video file. Choose an mp4, mov, mkv, avi or webm."));
	EXPECT_SAME(CountSent(*Panel.Socket, "skeleton"), 0);
	Stub::GetWorld().DialogAnswer = {TEXT("/clips/a.MOV"), TEXT("/clips/b.mkv")};
	Panel.Press("Choose videos, or drop them here");
	EXPECT_SAME(CountSent(*Panel.Socket, "skeleton"), 2);
	EXPECT(!Panel.Shows("is no video file"));
}

SCENARIO(MeshWithoutTheBonesIsRefusedByName)
{
	Panel Panel;
	auto& Bones = Panel.Human.BodyMesh.StubSkeleton.StubBones;
	for (int32 Index = 0; Index < Bones.Num(); ++Index)
	{
		if (Bones[Index].Name == FName(TEXT("pinky_03_r"))) Bones[Index].Name = FName(TEXT("other"));
	}
	Panel.Drop({TEXT("/clips/hello.mp4")});
	EXPECT(Panel.Shows("Ada_body lacks 1 of the 64 bones of a MetaHuman body: pinky_03_r. Choose the body mesh of a MetaHuman."));
	EXPECT_SAME(CountSent(*Panel.Socket, "skeleton"), 0);
}

SCENARIO(RefusalOfTheServiceIsShown)
{
	Panel Panel;
	Panel.Drop({TEXT("/clips/hello.mp4")});
	const uint32 Request = static_cast<uint32>(std::stoul(Field(Sent(*Panel.Socket, "skeleton"), "requestId")));
	Panel.Receive(service::Refused(Request, "path.refused", "The clip lies outside.", "Allow its folder."));
	EXPECT(Panel.Shows("The clip lies outside. Allow its folder."));
}

SCENARIO(QueueRowFollowsItsJob)
{
	Panel Panel;
	TrackOne(Panel);
	EXPECT(Panel.Shows("hello\nWaiting\n"));
	Panel.Receive(service::Job(0, "running"));
	Panel.Receive(service::Progress("track", 40, 100, 12.2));
	EXPECT(Panel.Shows("Tracking, 40%, 13 s left"));
	EXPECT(!Panel.Shows("Retry"));
	// its picture comes when the sidecar has made it
	EXPECT(Stub::TickUntil([&] { return Panel.Picture().Contains(TEXT("Saved/AvatarTracker/Thumbnails/0c7f2k9m4q.jpg")); }, 20));
	EXPECT_SAME(ReadFile(Scratch() / "thumbnails"), "thumbnail /clips/hello.mp4\n");
	const auto& Shown = *Stub::GetWorld().Notifications.front();
	EXPECT_SAME(Shown.Title, "Tracking hello");
	EXPECT_SAME(Shown.Progress, "Tracking, 40%, 13 s left");
	Panel.Press("Cancel");
	EXPECT_SAME(Field(Sent(*Panel.Socket, "cancel"), "job"), service::JobId);
	Panel.Receive(service::FailedJob("This is no video.", "Give another."));
	EXPECT(Panel.Shows("Failed\nThis is no video. Give another.\n"));
	EXPECT(Shown.bComplete && !Shown.bSuccess);
	EXPECT(!Panel.Shows("Cancel\n"));
	Panel.Press("Retry");
	EXPECT_SAME(Field(Sent(*Panel.Socket, "retry"), "job"), service::JobId);
}

SCENARIO(NotificationCancels)
{
	Panel Panel;
	TrackOne(Panel);
	Panel.Receive(service::Job(0, "running"));
	EXPECT(Stub::GetWorld().Notifications.front()->bCanCancel);
	Stub::GetWorld().Notifications.front()->bPressedCancel = true;
	Panel.Draw();
	Panel.Draw();
	Panel.Draw();
	EXPECT_SAME(CountSent(*Panel.Socket, "cancel"), 1);
}

SCENARIO(FinishedJobIsBakedAndShown)
{
	Panel Panel;
	TrackOne(Panel);
	EXPECT_SAME(Field(Sent(*Panel.Socket, "watch"), "stream"), "live");
	Panel.Receive(service::Job(0, "done"));
	const std::string Script = WriteScript();
	std::string Settings;
	FString Command;
	Stub::GetWorld().Python = [&](FPythonCommandEx& Given)
	{
		Command = Given.Command;
		Settings = ReadFile(Scratch() / "Saved/AvatarTracker/bake.json");
		WriteFile(Scratch() / "out dir/build_animation.result.json", BakeResult);
		return true;
	};
	Panel.Receive(service::Result(Script));
	EXPECT_SAME(Field(Sent(*Panel.Socket, "watch"), "stream"), "recorded");
	EXPECT_SAME(Command, "\"" + Panel.Sidecar.Folder.string() + "/Content/Python/avatar_tracker_bake.py\" \"" + (Scratch() / "Saved/AvatarTracker/bake.json").string() + "\"");
	EXPECT_SAME(Settings, "{\"script\":\"" + Script + "\",\"environment\":{\"AVATAR_TRACKER_BODY\":\"/Game/MetaHumans/Ada/Body.Ada_body\","
		"\"AVATAR_TRACKER_FACE\":\"/Game/MetaHumans/Ada/Face.Ada_face\",\"AVATAR_TRACKER_ACTOR\":\"/Game/Maps/Stage.Stage:PersistentLevel.BP_Ada_C_1\",\"AVATAR_TRACKER_PARTS\":\"body,face\",\"AVATAR_TRACKER_HANDS\":\"1\"}}");
	EXPECT(Panel.Shows("Baked\nRead back: rotations within 0.013 degrees, the pelvis within 0.001 cm, curves within 0.500.\n"));
	UObject Body;
	Stub::AddObject(TEXT("/Game/AvatarTracker/hello_Body"), &Body);
	Panel.Press("Show in Content Browser");
	EXPECT(GEditor->StubBrowsed.Num() == 1 && GEditor->StubBrowsed[0] == &Body);
	Panel.Press("Open");
	EXPECT(GEditor->GetEditorSubsystem<UAssetEditorSubsystem>()->StubOpened == &Body);
	WriteFile(Scratch() / "out dir/report.json", "{}");
	Panel.Press("Report");
	EXPECT_SAME(Stub::GetWorld().Launched.back(), (Scratch() / "out dir/report.json").string());
}

SCENARIO(PartialBakeIsShownWithWhatWasMissed)
{
	Panel Panel;
	TrackOne(Panel);
	Panel.Receive(service::Job(0, "done"));
	Stub::GetWorld().Python = [](FPythonCommandEx&)
	{
		WriteFile(Scratch() / "out dir/build_animation.result.json", R"({"format":"avatar-tracker.bake-result","ok":false,"clips":[{"state":"partial",
			"assets":[{"kind":"body","path":"/Game/AvatarTracker/hello_Body","saved":true,"deviation":{"rotationDegrees":0.5,"translationCm":0,"curve":0}}],
			"missed":[{"part":"face","code":"target.not-found","message":"No face skeleton is here."}],"warnings":[],"error":null}]})");
		return true;
	};
	Panel.Receive(service::Result(WriteScript()));
	EXPECT(Panel.Shows("Baked\nNo face skeleton is here. Read back: rotations within 0.500 degrees, the pelvis within 0.000 cm, curves within 0.000.\n"));
}

SCENARIO(BakeThatFailsSaysWhy)
{
	Panel Panel;
	TrackOne(Panel);
	Panel.Receive(service::Job(0, "done"));
	// the result of an earlier bake is not taken for this one's
	const std::string Script = WriteScript();
	WriteFile(Scratch() / "out dir/build_animation.result.json", BakeResult);
	Stub::GetWorld().Python = [](FPythonCommandEx& Given)
	{
		Given.LogOutput.Add({EPythonLogOutputType::Error, TEXT("SyntaxError: no")});
		return false;
	};
	Panel.Receive(service::Result(Script));
	EXPECT(Panel.Shows("Bake failed\nThe bake stopped before it wrote its result: SyntaxError: no See the Output Log, and try again.\n"));
	Stub::GetWorld().Python = [](FPythonCommandEx&)
	{
		WriteFile(Scratch() / "out dir/build_animation.result.json", R"({"format":"avatar-tracker.bake-result","ok":false,"clips":[{"assets":[],
			"error":{"code":"target.not-found","message":"No MetaHuman \u00e4 is here."},"warnings":["Look."]}]})");
		return true;
	};
	Panel.Press("Bake");
	EXPECT(Panel.Shows("Bake failed\nNo MetaHuman \xc3\xa4 is here. Look.\n"));
	Stub::GetWorld().bPython = false;
	Panel.Press("Bake");
	EXPECT(Panel.Shows("Python is off in this editor."));
	Stub::GetWorld().bPython = true;
	std::filesystem::remove(Script);
	Panel.Press("Bake");
	EXPECT(Panel.Shows("is gone, or the project's Saved folder cannot be written."));
}

SCENARIO(TargetIsSetUpOrExplained)
{
	Panel Panel;
	UClass Blueprint;
	FProperty Body(TEXT("LiveLinkBodySubj"), &UObject::StubName), Use(TEXT("Use_Live_Link_Body"), &UObject::StubPath);
	Blueprint.StubProperties = {&Body, &Use};
	Panel.Human.Actor.StubClass = &Blueprint;
	Panel.Press("Set up for preview");
	EXPECT_SAME(Panel.Human.Actor.StubName, "(Name=\"AvatarTracker_Body\")");
	EXPECT_SAME(Panel.Human.Actor.StubPath, "True");
	EXPECT_SAME(Panel.Human.Actor.StubModified, 1);
	EXPECT_SAME(Panel.Human.Actor.StubReruns, 1);
	EXPECT(Panel.Human.BodyComponent.StubUpdates && Panel.Human.FaceComponent.StubUpdates);
	EXPECT(Panel.Shows("BP_Ada has no ARKit Face Subj, Use ARKit Face. Set it by hand: see the guide."));
	GEditor->StubSelection.StubSelected.Empty();
	Panel.Press("Use selected MetaHuman");
	EXPECT(Panel.Shows("No MetaHuman is selected: clips are made for the medium female body."));
	Panel.Press("Set up for preview");
	EXPECT(Panel.Shows("Select a MetaHuman in the level first."));
}

SCENARIO(ManyVideosThatWaitAreLimited)
{
	Panel Panel;
	Stub::LoseSocket(*Panel.Socket, 1006, "gone");
	TArray<FString> Files;
	for (int32 Index = 0; Index < 300; ++Index) Files.Add(TEXT("/clips/") + FString::FromInt(Index) + TEXT(".mp4"));
	Panel.Drop(Files);
	EXPECT(Panel.Shows("Too many videos wait for the tracker."));
}
