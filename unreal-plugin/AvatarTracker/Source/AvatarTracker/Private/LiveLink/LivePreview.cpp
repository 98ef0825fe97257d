// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "LiveLink/LivePreview.h"

#include "Compat/EngineVersion.h"
#include "Compat/Strings.h"
#include "Features/IModularFeatures.h"
#include "ILiveLinkClient.h"
#include "LiveLink/AvatarTrackerSource.h"
#include "Protocol/Names.h"
#include "Sidecar/SidecarService.h"

#define LOCTEXT_NAMESPACE "AvatarTracker"

namespace
{
constexpr avatar::FaceKind FaceOfEngine = AVATAR_TRACKER_CTRL_STREAM ? avatar::FaceKind::Ctrl : avatar::FaceKind::Arkit;

FString NameFlags(const avatar::Tables& Tables, std::uint32_t Flags)
{
	FString Names;
	for (size_t Bit = 0; Bit < Tables.Flags.size(); ++Bit)
	{
		if ((Flags >> Bit & 1u) == 0) continue;
		Names += (Names.IsEmpty() ? TEXT("") : TEXT(", ")) + AvatarTracker::ToFString(avatar::NameInWords(Tables.Flags[Bit]), 64);
	}
	return Names;
}
}

FLivePreview::FLivePreview(const TSharedRef<FSidecarService>& InService) : Service(InService) {}

FLivePreview::~FLivePreview()
{
	Stop();
}

void FLivePreview::Start()
{
	TablesHandle = Service->OnTablesReady.AddSP(this, &FLivePreview::HandleTables);
	KeyframesHandle = Service->OnKeyframesReady.AddSP(this, &FLivePreview::HandleKeyframes);
	IModularFeatures& Features = IModularFeatures::Get();
	FeatureHandle = Features.OnModularFeatureRegistered().AddSP(this, &FLivePreview::HandleFeature);
	FeatureGoneHandle = Features.OnModularFeatureUnregistered().AddSP(this, &FLivePreview::HandleFeatureGone);
}

void FLivePreview::Stop()
{
	Clear();
	Service->OnTablesReady.Remove(TablesHandle);
	Service->OnKeyframesReady.Remove(KeyframesHandle);
	IModularFeatures& Features = IModularFeatures::Get();
	Features.OnModularFeatureRegistered().Remove(FeatureHandle);
	Features.OnModularFeatureUnregistered().Remove(FeatureGoneHandle);
	if (!Source.IsValid()) return;
	if (Features.IsModularFeatureAvailable(ILiveLinkClient::ModularFeatureName))
	{
		Features.GetModularFeature<ILiveLinkClient>(ILiveLinkClient::ModularFeatureName).RemoveSource(Source);
	}
	Source->ForgetClient();
	Source.Reset();
}

void FLivePreview::AddSource()
{
	IModularFeatures& Features = IModularFeatures::Get();
	if (!Features.IsModularFeatureAvailable(ILiveLinkClient::ModularFeatureName)) return;
	// a source that the user removed is gone for good: a new one takes its place
	if (Source.IsValid() && Source->IsSourceStillValid()) return;
	Source = MakeShared<FAvatarTrackerSource>();
	Features.GetModularFeature<ILiveLinkClient>(ILiveLinkClient::ModularFeatureName).AddSource(Source);
}

void FLivePreview::HandleFeature(const FName& Type, IModularFeature*)
{
	if (Type != ILiveLinkClient::ModularFeatureName || !Subjects.IsValid()) return;
	AddSource();
	SendStatic();
}

void FLivePreview::HandleFeatureGone(const FName& Type, IModularFeature*)
{
	if (Type != ILiveLinkClient::ModularFeatureName || !Source.IsValid()) return;
	Source->ForgetClient();
	Source.Reset();
}

void FLivePreview::Follow(const std::string& NewJob, const FSubjectParts& NewParts)
{
	Watch(NewJob, avatar::StreamKind::Live, NewParts);
}

void FLivePreview::Record(const std::string& NewJob, const FSubjectParts& NewParts)
{
	Watch(NewJob, avatar::StreamKind::Recorded, NewParts);
}

void FLivePreview::Watch(const std::string& NewJob, avatar::StreamKind NewStream, const FSubjectParts& NewParts)
{
	Clear();
	Job = NewJob;
	Stream = NewStream;
	Parts = NewParts;
	Service->Watch(Job, Stream, FaceOfEngine);
}

void FLivePreview::Clear()
{
	if (!Job.empty()) Service->StopWatch(Job);
	Job.clear();
	Frames.Reset();
	Subjects.Reset();
	Buffer.Clear();
	const bool bLoop = Clock.IsLooping();
	Clock = avatar::PlaybackClock();
	Clock.SetLooping(bLoop);
	ShownTime = -1.0;
	ShownFlags.Empty();
	if (Source.IsValid()) Source->RemoveSubjects();
}

void FLivePreview::HandleTables(const avatar::Tables& Tables)
{
	if (Tables.Job != Job || Tables.Stream != Stream) return;
	const bool bSame = Subjects.IsValid() && Tables.Bones == LastTables.Bones && Tables.Face == LastTables.Face && Tables.Rest == LastTables.Rest;
	LastTables = Tables;
	// they come again with more flags, and after a reconnect: nothing that is shown changes
	if (bSame && Source.IsValid() && Source->IsSourceStillValid()) return;
	Subjects = MakeUnique<FSubjectFrames>(Tables, Parts);
	Buffer.Clear();
	if (Stream == avatar::StreamKind::Recorded && !Frames.IsValid())
	{
		Frames = MakeUnique<avatar::Recording>(Tables);
		Clock.Play(Time);
	}
	AddSource();
	SendStatic();
}

void FLivePreview::SendStatic()
{
	if (!Source.IsValid()) return;
	Source->SetStatus(Stream == avatar::StreamKind::Live ? LOCTEXT("Live", "Live") : LOCTEXT("Recorded", "Recorded"));
	if (Parts.bBody) Source->StartBody(Subjects->MakeBodyStatic());
	if (Parts.bFace) Source->StartFace(Subjects->MakeFaceStatic());
	ShownTime = -1.0;
}

void FLivePreview::HandleKeyframes(const avatar::Tables& Tables, std::shared_ptr<const avatar::Keyframes> Chunk)
{
	if (Chunk->Job != Job || Chunk->Stream != Stream || !Subjects.IsValid()) return;
	if (Frames.IsValid())
	{
		Frames->Append(Chunk);
		Clock.SetDuration(Frames->Duration());
		return;
	}
	for (size_t Index = 0; Index < Chunk->Count; ++Index)
	{
		Buffer.Push(Time, Chunk->Times[Index], avatar::ViewFrame(Chunk, Index, Tables));
	}
}

void FLivePreview::Tick(double Now)
{
	Time = Now;
	avatar::FrameView Frame;
	const bool bFound = Frames.IsValid() ? Frames->At(Clock.Position(Now), Frame) : Buffer.Pop(Now, Frame);
	if (bFound && Frame.Time() != ShownTime) Show(Frame);
}

void FLivePreview::Show(const avatar::FrameView& Frame)
{
	ShownTime = Frame.Time();
	ShownFlags = NameFlags(LastTables, Frame.Flags());
	if (!Source.IsValid() || !Subjects.IsValid()) return;
	if (Parts.bBody) Source->PushBody(Subjects->MakeBodyFrame(Frame, Time));
	if (Parts.bFace) Source->PushFace(Subjects->MakeFaceFrame(Frame, Time));
}

void FLivePreview::Play()
{
	Clock.Play(Time);
}

void FLivePreview::Pause()
{
	Clock.Pause(Time);
}

void FLivePreview::Scrub(double Position)
{
	Clock.Seek(Time, Position);
}

void FLivePreview::SetLooping(bool bLoop)
{
	Clock.SetLooping(bLoop);
}

#undef LOCTEXT_NAMESPACE
