#include "panel.h"

#include "AvatarTrackerSettings.h"
#include "LiveLink/LivePreview.h"
#include "Widgets/Input/SCheckBox.h"
#include "Widgets/Input/SSlider.h"

using namespace scenario;

namespace
{
/** The first widget of a kind. */
template <typename WidgetType>
WidgetType* FindWidget(SWidget& Widget)
{
	if (WidgetType* Found = dynamic_cast<WidgetType*>(&Widget)) return Found;
	for (const auto& Child : Widget.StubChildren)
	{
		if (WidgetType* Found = FindWidget<WidgetType>(*Child)) return Found;
	}
	return nullptr;
}
}

SCENARIO(PanelBeginsWithTheSettings)
{
	UAvatarTrackerSettings& Settings = *GetMutableDefault<UAvatarTrackerSettings>();
	Settings.Mode = EAvatarTrackMode::UltraFast;
	Settings.FrameRate = EAvatarFrameRate::Fps60;
	Settings.AssetFolder = TEXT("/Game/Lab");
	Settings.NamePattern = TEXT("S_{video}");
	Panel Panel;
	Panel.Drop({TEXT("/clips/hello.mp4")});
	Panel.Receive(service::SkeletonAccepted(static_cast<uint32>(std::stoul(Field(Sent(*Panel.Socket, "skeleton"), "requestId"))), "s_01"));
	const auto Submit = Sent(*Panel.Socket, "submit");
	EXPECT_SAME(Field(Submit, "options.mode"), "ultra-fast");
	EXPECT_SAME(Field(Submit, "options.fps"), Print(60.0));
	EXPECT_SAME(Field(Submit, "assetPath"), "/Game/Lab");
	EXPECT_SAME(Field(Submit, "name"), "S_hello");
}

SCENARIO(MeshesOfTheSettingsAreTheTargetWhereNoActorIs)
{
	Panel Panel;
	UAvatarTrackerSettings& Settings = *GetMutableDefault<UAvatarTrackerSettings>();
	Settings.BodyMesh = TEXT("/Game/MetaHumans/Ada/Body.Ada_body");
	Settings.FaceMesh = TEXT("/Game/MetaHumans/Ada/Face.Ada_face");
	GEditor->StubSelection.StubSelected.Empty();
	Panel.Press("Use selected MetaHuman");
	EXPECT(Panel.Shows("Target: Ada_body."));
	Panel.Drop({TEXT("/clips/hello.mp4")});
	EXPECT_SAME(Field(Sent(*Panel.Socket, "skeleton"), "name"), "Ada_body");
	Settings.BodyMesh = TEXT("/Game/gone");
	Panel.Press("Use selected MetaHuman");
	EXPECT(Panel.Shows("/Game/gone is no skeletal mesh. Correct the body mesh in Editor Preferences, Plugins, Avatar Tracker."));
}

SCENARIO(ActorIsReadByItsComponentsThenByTheirBones)
{
	Panel Panel;
	Panel.Human.BodyComponent.StubName = TEXT("Mesh");
	Panel.Human.FaceComponent.StubName = TEXT("Head");
	Panel.Press("Use selected MetaHuman");
	EXPECT(Panel.Shows("Target: BP_Ada."));
	EXPECT(!Panel.Shows("has no MetaHuman"));
	Panel.Human.Actor.StubComponents = {&Panel.Human.BodyComponent};
	Panel.Press("Use selected MetaHuman");
	EXPECT(Panel.Shows("Target: BP_Ada. BP_Ada has no MetaHuman face: the body alone is previewed on it."));
	Panel.Human.Actor.StubComponents = {&Panel.Human.FaceComponent};
	Panel.Press("Use selected MetaHuman");
	EXPECT(Panel.Shows("BP_Ada has no MetaHuman body. Select a MetaHuman."));
	EXPECT(!Panel.Shows("Target: "));
}

SCENARIO(PlaybackBarDrivesTheRecording)
{
	Stub::SetLiveLink(true);
	Panel Panel;
	EXPECT(!Panel.Shows("Pause"));
	Panel.Receive(service::Job(0, "done"));
	Panel.Receive(service::Result((Scratch() / "out dir/build_animation.py").string()));
	Panel.Press("Preview");
	EXPECT_SAME(Field(Sent(*Panel.Socket, "watch"), "stream"), "recorded");
	Panel.Receive(service::Tables("recorded", {"JawOpen"}, {"faceUnseen"}));
	for (uint32 Chunk = 0; Chunk < 3; ++Chunk) Panel.Receive(service::Keyframes("recorded", Chunk, 30 * Chunk, 30, 1, 1));
	FLivePreview& Preview = Panel.Running.Module().GetPreview();
	EXPECT(Preview.IsPlaying());
	Panel.Press("Pause");
	EXPECT(!Preview.IsPlaying());
	SSlider& Slider = *FindWidget<SSlider>(*Panel.Root);
	Slider.StubChanged.Execute(0.5f);
	Panel.Draw();
	EXPECT_SAME(Preview.GetPosition(), 89 / 60.0);
	EXPECT_SAME(static_cast<double>(Slider.StubValue.Get()), 0.5);
	EXPECT(Panel.Shows("1.5 of 3.0 s face unseen"));
	SCheckBox& Loop = *FindWidget<SCheckBox>(*Panel.Root);
	Loop.StubChanged.Execute(ECheckBoxState::Checked);
	EXPECT(Preview.IsLooping() && Loop.StubChecked.Get() == ECheckBoxState::Checked);
	Panel.Press("Play");
	EXPECT(Preview.IsPlaying());
	Stub::SetLiveLink(false);
}
