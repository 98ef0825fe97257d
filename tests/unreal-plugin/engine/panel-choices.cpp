#include "panel.h"

using namespace scenario;

namespace
{
/** The service takes the last video as this job. */
void Accept(Panel& Panel, const std::string& Id)
{
	const auto Skeleton = Sent(*Panel.Socket, "skeleton");
	Panel.Receive(service::SkeletonAccepted(static_cast<uint32>(std::stoul(Field(Skeleton, "requestId"))), "s_01"));
	Panel.Receive(service::Job(static_cast<uint32>(std::stoul(Field(Sent(*Panel.Socket, "submit"), "requestId"))), "queued", Id));
}

/** Settings that the bake script of a finished job is given. */
std::string BakeSettings(Panel& Panel)
{
	WriteFile(Scratch() / "out dir/build_animation.py", "# a script");
	Stub::GetWorld().Python = [](FPythonCommandEx&) { return false; };
	Panel.Receive(service::Job(0, "done"));
	Panel.Receive(service::Result((Scratch() / "out dir/build_animation.py").string()));
	return ReadFile(Scratch() / "Saved/AvatarTracker/bake.json");
}
}

SCENARIO(ChoicesGoWithTheVideo)
{
	Panel Panel;
	Panel.Options().Mode = EAvatarTrackMode::Quality;
	Panel.Options().FrameRate = EAvatarFrameRate::Fps60;
	Panel.Options().TrimFrom = 1.5f;
	Panel.Options().TrimTo = 4.0f;
	Panel.Options().AssetFolder = TEXT("/Game/Signs");
	Panel.Options().NamePattern = TEXT("take {video}");
	Panel.Options().bPreview = false;
	Panel.Options().bSequence = true;
	Panel.Drop({TEXT("/clips/hello.mp4")});
	Accept(Panel, service::JobId);
	const auto Submit = Sent(*Panel.Socket, "submit");
	EXPECT_SAME(Field(Submit, "options.mode"), "quality");
	EXPECT_SAME(Field(Submit, "options.fps"), Print(60.0));
	EXPECT_SAME(Field(Submit, "options.from"), Print(1.5));
	EXPECT_SAME(Field(Submit, "options.to"), Print(4.0));
	EXPECT_SAME(Field(Submit, "assetPath"), "/Game/Signs");
	EXPECT_SAME(Field(Submit, "name"), "take hello");
	EXPECT_SAME(Field(Submit, "live"), "false");
	EXPECT_SAME(Field(Submit, "bake.sequence"), "true");
	EXPECT_SAME(Field(Submit, "bake.audio"), "true");
	EXPECT_SAME(Field(Submit, "bake.video"), "true");
	EXPECT_SAME(CountSent(*Panel.Socket, "watch"), 0);
}

SCENARIO(ChoicesThatCannotBeAreRefused)
{
	Panel Panel;
	Panel.Options().TrimFrom = 4.0f;
	Panel.Options().TrimTo = 4.0f;
	Panel.Drop({TEXT("/clips/hello.mp4")});
	EXPECT(Panel.Shows("The trim ends before it begins. Correct its seconds."));
	Panel.Options().bBody = Panel.Options().bFace = false;
	Panel.Drop({TEXT("/clips/hello.mp4")});
	EXPECT(Panel.Shows("Body and face are both off: choose at least one."));
	EXPECT_SAME(CountSent(*Panel.Socket, "skeleton"), 0);
}

SCENARIO(BodyWithoutHandsIsBakedSo)
{
	Panel Panel;
	Panel.Options().bHands = Panel.Options().bFace = false;
	Panel.Drop({TEXT("/clips/hello.mp4")});
	Accept(Panel, service::JobId);
	EXPECT(BakeSettings(Panel).find("\"AVATAR_TRACKER_PARTS\":\"body\",\"AVATAR_TRACKER_HANDS\":\"0\"}") != std::string::npos);
}

SCENARIO(FaceAloneIsBakedSo)
{
	Panel Panel;
	Panel.Options().bBody = Panel.Options().bBake = false;
	Panel.Drop({TEXT("/clips/hello.mp4")});
	Accept(Panel, service::JobId);
	// only when a person presses the button
	EXPECT_SAME(BakeSettings(Panel), "");
	Panel.Press("Bake");
	EXPECT(ReadFile(Scratch() / "Saved/AvatarTracker/bake.json").find("\"AVATAR_TRACKER_PARTS\":\"face\"") != std::string::npos);
}

SCENARIO(EachVideoIsPreviewedInItsTurn)
{
	Panel Panel;
	Panel.Options().bBake = false;
	const auto Watched = [&] { return Field(Sent(*Panel.Socket, "watch"), "stream") + " " + Field(Sent(*Panel.Socket, "watch"), "job"); };
	Panel.Drop({TEXT("/clips/hello.mp4")});
	Accept(Panel, service::JobId);
	EXPECT_SAME(Watched(), "live " + service::JobId);
	// the one that is tracked stays
	Panel.Receive(service::Job(0, "running"));
	Panel.Drop({TEXT("/clips/second.mp4")});
	Accept(Panel, "second0002");
	EXPECT_SAME(Watched(), "live " + service::JobId);
	BakeSettings(Panel);
	EXPECT_SAME(Watched(), "recorded " + service::JobId);
	// known again after a reconnect, it is not asked for again
	const int Before = CountSent(*Panel.Socket, "watch");
	Panel.Receive(service::Result((Scratch() / "out dir/build_animation.py").string()));
	EXPECT_SAME(CountSent(*Panel.Socket, "watch"), Before);
	// one that waited is shown when its turn comes
	Panel.Receive(service::Job(0, "running", "second0002"));
	Panel.Draw();
	EXPECT_SAME(Watched(), "live second0002");
	// and none of itself while a person looks at one of their choice
	Panel.Press("Preview");
	Panel.Drop({TEXT("/clips/third.mp4")});
	Accept(Panel, "third00003");
	Panel.Receive(service::Job(0, "failed", "second0002"));
	Panel.Receive(service::Job(0, "running", "third00003"));
	Panel.Draw();
	EXPECT_SAME(Watched(), "live second0002");
	Panel.Press("Preview");
	EXPECT_SAME(Watched(), "live third00003");
	// its stream ends when it fails, and begins again with it
	Panel.Receive(service::Job(0, "cancelled", "third00003"));
	const int Ended = CountSent(*Panel.Socket, "watch");
	Panel.Press("Retry");
	EXPECT_SAME(Field(Sent(*Panel.Socket, "retry"), "job"), "third00003");
	EXPECT_SAME(CountSent(*Panel.Socket, "watch"), Ended + 1);
	EXPECT_SAME(Watched(), "live third00003");
}
