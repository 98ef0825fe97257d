#include "scenario.h"

#include "AvatarTrackerModule.h"
#include "ILiveLinkClient.h"
#include "IWebSocket.h"
#include "LiveLink/LivePreview.h"
#include "Roles/LiveLinkAnimationRole.h"
#include "Roles/LiveLinkAnimationTypes.h"
#include "Roles/LiveLinkBasicRole.h"
#include "service-messages.h"

using namespace scenario;

namespace
{
const FName BodyName(TEXT("AvatarTracker_Body"));
const FName FaceName(TEXT("AvatarTracker_Face"));
constexpr bool bCtrl = STUB_ENGINE_MINOR >= 6;
const std::vector<std::string> FaceValues = bCtrl ? std::vector<std::string>{"CTRL_expressions_jawOpen", "CTRL_expressions_mouthUp"}
                                                  : std::vector<std::string>{"TongueOut", "JawOpen"};

/** An editor whose preview follows a job, with Live Link on. */
struct Show
{
	explicit Show(bool bLive, const FSubjectParts& Parts = {})
	{
		Stub::SetLiveLink(true);
		Sidecar = std::make_unique<FakeSidecar>();
		Running = std::make_unique<Editor>();
		Running->Module().GetService();
		Preview = &Running->Module().GetPreview();
		StartService();
		Socket = &Running->Connect();
		Stream = bLive ? "live" : "recorded";
		if (bLive) Preview->Follow(service::JobId, Parts);
		else Preview->Record(service::JobId, Parts);
		Stub::TickGame(0.001);
		Stub::Deliver(*Socket, service::Tables(Stream, FaceValues, {"leftHandBridged", "faceUnseen"}), 4096);
	}
	void StartService();
	void Send(uint32 Sequence, uint32 First, uint32 Count, uint32 Flags = 0)
	{
		Stub::Deliver(*Socket, service::Keyframes(Stream, Sequence, First, Count, FaceValues.size(), Flags), 512);
	}
	ILiveLinkClient& Client() { return *Stub::GetWorld().LiveLink; }
	std::size_t Shown() { return Client().StubFind(BodyName)->Frames.size(); }
	FLiveLinkAnimationFrameData& Body() { return *Client().StubFind(BodyName)->Frames.back().Cast<FLiveLinkAnimationFrameData>(); }
	FLiveLinkBaseFrameData& Face() { return *Client().StubFind(FaceName)->Frames.back().Cast<FLiveLinkBaseFrameData>(); }
	/** Number of the frame that the body shows. */
	double Frame() { return Body().Transforms[1].GetTranslation().X; }

	std::unique_ptr<FakeSidecar> Sidecar;
	std::unique_ptr<Editor> Running;
	FLivePreview* Preview = nullptr;
	IWebSocket* Socket = nullptr;
	std::string Stream;
};

float ValueOf(ILiveLinkClient& Client, const TCHAR* Name)
{
	Stub::Subject& Subject = *Client.StubFind(FaceName);
	const auto& Names = Subject.Static.back().Cast<FLiveLinkBaseStaticData>()->PropertyNames;
	for (int32 Index = 0; Index < Names.Num(); ++Index)
	{
		if (Names[Index] == FName(Name)) return Subject.Frames.back().Cast<FLiveLinkBaseFrameData>()->PropertyValues[Index];
	}
	return -1;
}
}

#include "Sidecar/SidecarService.h"

void Show::StartService()
{
	Running->Module().GetService().Start();
}

SCENARIO(SubjectsHaveTheirStructureFirst)
{
	Show Show(true);
	Stub::Subject& Body = *Show.Client().StubFind(BodyName);
	EXPECT(Body.Role == ULiveLinkAnimationRole::StaticClass());
	const FLiveLinkSkeletonStaticData& Bones = *Body.Static.back().Cast<FLiveLinkSkeletonStaticData>();
	EXPECT_SAME(Bones.GetBoneNames()[2].ToString(), "index_01_l");
	EXPECT_SAME(Bones.GetBoneParents()[0], -1);
	EXPECT_SAME(Bones.GetBoneParents()[3], 1);
	Stub::Subject& Face = *Show.Client().StubFind(FaceName);
	EXPECT(Face.Role == ULiveLinkBasicRole::StaticClass());
	EXPECT_SAME(Field(Sent(*Show.Socket, "watch"), "face"), bCtrl ? "ctrl" : "arkit");
	const auto& Names = Face.Static.back().Cast<FLiveLinkBaseStaticData>()->PropertyNames;
	if (bCtrl)
	{
		EXPECT_SAME(Names.Num(), 9 + 2);
	}
	else
	{
		EXPECT_SAME(Names.Num(), 61);
		EXPECT_SAME(Names[0].ToString(), "EyeBlinkLeft");
		EXPECT_SAME(Names[60].ToString(), "RightEyeRoll");
	}
	EXPECT(Body.Frames.empty() && Face.Frames.empty());
	Show.Send(0, 0, 1);
	Stub::TickGame(0.2);
	EXPECT_SAME(Show.Client().StubRefused, 0);
	EXPECT_SAME(static_cast<double>(Show.Shown()), 1.0);
}

SCENARIO(ValuesArriveAtTheirPlaces)
{
	Show Show(true);
	Show.Send(0, 7, 1, 2);
	Stub::TickGame(0.2);
	const auto& Transforms = Show.Body().Transforms;
	EXPECT_SAME(Transforms.Num(), 4);
	EXPECT_SAME(Show.Frame(), 7.0);
	// translations of the others are those of the reference pose
	EXPECT_SAME(Transforms[3].GetTranslation().X, 3.0);
	EXPECT_SAME(Transforms[3].GetRotation().Z, 0.6);
	EXPECT_SAME(Transforms[3].GetRotation().W, 0.8);
	EXPECT_SAME(Show.Body().WorldTime.StubSeconds, Stub::GetWorld().Now);
	EXPECT_SAME(Show.Body().MetaData.SceneTime.Time.StubFrames, 7.0);
	EXPECT_SAME(Show.Preview->GetFlags(), "face unseen");
	if (bCtrl)
	{
		EXPECT_SAME(ValueOf(Show.Client(), TEXT("CTRL_expressions_jawOpen")), 0.25);
		EXPECT_SAME(ValueOf(Show.Client(), TEXT("CTRL_expressions_mouthUp")), 0.375);
		EXPECT_SAME(ValueOf(Show.Client(), TEXT("MHFDSVersion")), 1.0);
		EXPECT_SAME(ValueOf(Show.Client(), TEXT("HeadControlSwitch")), 0.0);
	}
	else
	{
		EXPECT_SAME(ValueOf(Show.Client(), TEXT("TongueOut")), 0.25);
		EXPECT_SAME(ValueOf(Show.Client(), TEXT("JawOpen")), 0.375);
		EXPECT_SAME(ValueOf(Show.Client(), TEXT("HeadYaw")), 0.0);
	}
}

SCENARIO(LiveFramesKeepTheirOwnTime)
{
	Show Show(true);
	// three frames at once, shown a frame apart
	Show.Send(0, 0, 3);
	Stub::TickGame(0.05);
	EXPECT_SAME(static_cast<double>(Show.Shown()), 0.0);
	Stub::TickGame(0.051);
	EXPECT_SAME(Show.Frame(), 0.0);
	Stub::TickGame(0.034);
	EXPECT_SAME(Show.Frame(), 1.0);
	Stub::TickGame(0.034);
	EXPECT_SAME(Show.Frame(), 2.0);
	Stub::TickGame(0.034);
	EXPECT_SAME(static_cast<double>(Show.Shown()), 3.0);
}

SCENARIO(PartsThatAreNotWantedAreLeftAlone)
{
	{
		Show Show(true, {true, false, false});
		EXPECT(Show.Client().StubFind(FaceName) == nullptr);
		Show.Send(0, 0, 1);
		Stub::TickGame(0.2);
		EXPECT_SAME(Show.Body().Transforms[2].GetRotation().X, 0.5);
		EXPECT_SAME(Show.Body().Transforms[3].GetRotation().Z, 0.6);
	}
	Show Show(true, {false, true, true});
	EXPECT(Show.Client().StubFind(BodyName) == nullptr);
	Show.Send(0, 0, 1);
	Stub::TickGame(0.2);
	EXPECT_SAME(static_cast<double>(Show.Client().StubFind(FaceName)->Frames.size()), 1.0);
}

SCENARIO(LiveLinkMayComeAndGo)
{
	Show Show(true);
	Stub::SetLiveLink(false);
	Show.Send(0, 0, 1);
	Stub::TickGame(0.2);
	Stub::SetLiveLink(true);
	Show.Send(1, 1, 1);
	Stub::TickGame(0.2);
	EXPECT_SAME(Show.Frame(), 1.0);
	EXPECT_SAME(Show.Client().StubRefused, 0);
	// a person removes the source in the Live Link window: the next stream brings it back
	Show.Client().RemoveSource(Show.Client().StubSources.front().second);
	EXPECT(Show.Client().StubFind(BodyName) == nullptr);
	Show.Send(2, 2, 1);
	Stub::TickGame(0.2);
	Stub::Deliver(*Show.Socket, service::Tables("live", FaceValues, {}), 4096);
	Show.Send(0, 0, 1);
	Stub::TickGame(0.2);
	EXPECT_SAME(static_cast<double>(Show.Client().StubSources.size()), 1.0);
	EXPECT_SAME(Show.Frame(), 0.0);
}

SCENARIO(RecordingPlaysPausesScrubsAndLoops)
{
	Show Show(false);
	for (uint32 Chunk = 0; Chunk < 3; ++Chunk) Show.Send(Chunk, 30 * Chunk, 30);
	Stub::Deliver(*Show.Socket, service::End("recorded", 90), 64);
	FLivePreview& Preview = *Show.Preview;
	EXPECT_SAME(Preview.GetDuration(), 89 / 30.0);
	EXPECT(Preview.IsPlaying());
	Stub::TickGame(1.01);
	EXPECT_SAME(Show.Frame(), 30.0);
	Preview.Pause();
	Stub::TickGame(1);
	EXPECT_SAME(Show.Frame(), 30.0);
	Preview.Scrub(2.02);
	Stub::TickGame(0.001);
	EXPECT_SAME(Show.Frame(), 60.0);
	const std::size_t Pushed = Show.Shown();
	Stub::TickGame(0.01);
	EXPECT_SAME(static_cast<double>(Show.Shown()), static_cast<double>(Pushed));
	Preview.Play();
	Stub::TickGame(5);
	EXPECT_SAME(Show.Frame(), 89.0);
	EXPECT(!Preview.IsPlaying());
	// from the beginning again
	Preview.Play();
	Stub::TickGame(0.51);
	EXPECT_SAME(Show.Frame(), 15.0);
	Preview.SetLooping(true);
	Stub::TickGame(89 / 30.0);
	EXPECT_SAME(Show.Frame(), 15.0);
	EXPECT(Preview.IsPlaying());
}

SCENARIO(RecordingSurvivesAReconnect)
{
	Show Show(false);
	Show.Send(0, 0, 30);
	Stub::LoseSocket(*Show.Socket, 1006, "gone");
	Stub::TickGame(0.5);
	EXPECT_SAME(Show.Frame(), 15.0);
	EXPECT(Show.Client().StubFind(BodyName) != nullptr);
	Stub::TickGame(0.6);
	Show.Socket = &Show.Running->Connect();
	EXPECT_SAME(Field(Sent(*Show.Socket, "watch"), "fromSequence"), "1");
	// the tables come again, with a flag more
	Stub::Deliver(*Show.Socket, service::Tables("recorded", FaceValues, {"a", "b", "c"}), 4096);
	Show.Send(1, 30, 30, 4);
	EXPECT_SAME(Show.Preview->GetDuration(), 59 / 30.0);
	Show.Preview->Scrub(1.5);
	Stub::TickGame(0.01);
	EXPECT_SAME(Show.Frame(), 45.0);
	EXPECT_SAME(Show.Preview->GetFlags(), "c");
	EXPECT_SAME(static_cast<double>(Show.Client().StubFind(BodyName)->Static.size()), 1.0);
}
