// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "UI/TrackVideoModel.h"

#include "AvatarTrackerOptions.h"
#include "Bake/BakeRunner.h"
#include "Compat/Strings.h"
#include "Editor.h"
#include "Engine/SkeletalMesh.h"
#include "GameFramework/Actor.h"
#include "HAL/PlatformProcess.h"
#include "LiveLink/BlueprintSetup.h"
#include "LiveLink/LivePreview.h"
#include "Misc/Paths.h"
#include "Sidecar/SidecarService.h"
#include "Skeleton/ReadSkeleton.h"
#include "Subsystems/AssetEditorSubsystem.h"

#define LOCTEXT_NAMESPACE "AvatarTracker"

namespace
{
const char* ModeNames[] = {"ultra-fast", "fast", "smart", "quality"};

/** Object path of a mesh that is still there. */
FString PathOf(const TWeakObjectPtr<USkeletalMesh>& Mesh)
{
	return Mesh.IsValid() ? Mesh->GetPathName() : FString();
}
}

FTrackVideoModel::FTrackVideoModel(const TSharedRef<FSidecarService>& InService, const TSharedRef<FLivePreview>& InPreview)
	: Service(InService), Preview(InPreview)
{
}

FTrackVideoModel::~FTrackVideoModel()
{
	Stop();
}

void FTrackVideoModel::Start()
{
	TrackedHandle = Service->OnTrackedReady.AddSP(this, &FTrackVideoModel::HandleTracked);
	RefusedHandle = Service->OnRefusedReady.AddSP(this, &FTrackVideoModel::HandleRefused);
	ResultHandle = Service->OnResultReady.AddSP(this, &FTrackVideoModel::HandleResult);
}

void FTrackVideoModel::Stop()
{
	Service->OnTrackedReady.Remove(TrackedHandle);
	Service->OnRefusedReady.Remove(RefusedHandle);
	Service->OnResultReady.Remove(ResultHandle);
	ToBake.clear();
}

FString FTrackVideoModel::GetVideoFilter()
{
	return TEXT("Video|*.mp4;*.mov;*.mkv;*.avi;*.webm;*.m4v;*.mpg;*.mpeg;*.wmv");
}

bool FTrackVideoModel::IsVideo(const FString& Path)
{
	const FString Ending = FPaths::GetExtension(Path).ToLower();
	return !Ending.IsEmpty() && (GetVideoFilter() + TEXT(";")).Contains(TEXT("*.") + Ending + TEXT(";"));
}

void FTrackVideoModel::PickTarget()
{
	Target = FindMetaHuman();
}

FText FTrackVideoModel::SetUpTarget()
{
	if (!Target.Actor.IsValid()) return LOCTEXT("SelectFirst", "Select a MetaHuman in the level first.");
	return SetUpBlueprint(*Target.Actor).Sentence;
}

avatar::TrackRequest FTrackVideoModel::MakeRequest(const FString& Path, const UAvatarTrackerOptions& Options) const
{
	avatar::TrackRequest Request;
	Request.VideoPath = AvatarTracker::ToUtf8(FPaths::ConvertRelativePathToFull(Path));
	Request.Name = avatar::JobName(AvatarTracker::ToUtf8(Options.NamePattern), Request.VideoPath);
	Request.Mode = ModeNames[static_cast<size_t>(Options.Mode)];
	Request.Fps = Options.FrameRate == EAvatarFrameRate::Fps60 ? 60 : 30;
	if (Options.TrimFrom > 0) Request.From = Options.TrimFrom;
	if (Options.TrimTo > 0) Request.To = Options.TrimTo;
	Request.AssetPath = avatar::ContentFolder(AvatarTracker::ToUtf8(Options.AssetFolder));
	Request.bLive = Options.bPreview;
	Request.bSequence = Options.bSequence;
	return Request;
}

int32 FTrackVideoModel::AddVideos(const TArray<FString>& Paths, const UAvatarTrackerOptions& Options)
{
	Trouble = FText::GetEmpty();
	if (!Options.bBody && !Options.bFace)
	{
		Trouble = LOCTEXT("NothingWanted", "Body and face are both off: choose at least one.");
		return 0;
	}
	if (Options.TrimTo > 0 && Options.TrimTo <= Options.TrimFrom)
	{
		Trouble = LOCTEXT("TrimEmpty", "The trim ends before it begins. Correct its seconds.");
		return 0;
	}
	std::shared_ptr<const avatar::Skeleton> Skeleton;
	if (Target.Body.IsValid())
	{
		const FSkeletonReading Reading = ReadSkeleton(*Target.Body);
		if (!Reading.Skeleton)
		{
			Trouble = Reading.Refusal;
			return 0;
		}
		Skeleton = Reading.Skeleton;
	}
	int32 Sent = 0;
	for (const FString& Path : Paths)
	{
		if (!IsVideo(Path))
		{
			Trouble = FText::Format(LOCTEXT("NoVideo", "{0} is no video file. Choose an mp4, mov, mkv, avi or webm."), FText::FromString(FPaths::GetCleanFilename(Path)));
			continue;
		}
		const uint32 Request = Service->Track(MakeRequest(Path, Options), Skeleton);
		if (Request == 0)
		{
			Trouble = LOCTEXT("TooMany", "Too many videos wait for the tracker. Wait until it has started.");
			break;
		}
		Asked[Request] = {{Options.bBody, Options.bHands, Options.bFace}, Target, Options.bPreview, Options.bBake};
		++Sent;
	}
	return Sent;
}

void FTrackVideoModel::HandleTracked(uint32 RequestId, const avatar::Job& Job)
{
	const auto Found = Asked.find(RequestId);
	if (Found == Asked.end()) return;
	Wishes[Job.Id] = Found->second;
	Asked.erase(Found);
	FollowInTurn(Job.Id);
}

void FTrackVideoModel::FollowInTurn(const std::string& Job)
{
	const FWish Wish = GetWish(Job);
	// the first of many is shown; the user may choose another one
	const avatar::BoardRow* Shown = FindRow(Preview->GetJob());
	if (Wish.bPreview && (Shown == nullptr || !Shown->CanCancel())) Preview->Follow(Job, Wish.Parts);
}

void FTrackVideoModel::FollowNext()
{
	const avatar::JobBoard& Board = Service->GetBoard();
	if (Board.Revision() == SeenRevision) return;
	SeenRevision = Board.Revision();
	const bool bChoseThis = !Chosen.empty() && Preview->GetJob() == Chosen;
	// the oldest first
	for (auto Row = Board.Rows().rbegin(); Row != Board.Rows().rend(); ++Row)
	{
		const bool bBegins = Row->State == avatar::JobState::Running && Begun.insert(Row->Id).second;
		if (bBegins && !bChoseThis) FollowInTurn(Row->Id);
	}
}

void FTrackVideoModel::HandleRefused(uint32 RequestId, const FText& Sentence)
{
	Asked.erase(RequestId);
	Trouble = Sentence;
}

void FTrackVideoModel::HandleResult(const avatar::Result& Result)
{
	// known again after a reconnect, it goes on as it is
	if (Preview->IsLive() && Preview->GetJob() == Result.Job) Preview->Record(Result.Job, GetWish(Result.Job).Parts);
	const auto Found = Wishes.find(Result.Job);
	if (Found != Wishes.end() && Found->second.bBake && !Result.Script.empty()) ToBake.push_back(Result.Job);
}

FTrackVideoModel::FWish FTrackVideoModel::GetWish(const std::string& Job) const
{
	const auto Found = Wishes.find(Job);
	if (Found != Wishes.end()) return Found->second;
	FWish Wish;
	Wish.Target = Target;
	return Wish;
}

const avatar::BoardRow* FTrackVideoModel::FindRow(const std::string& Job) const
{
	return Service->GetBoard().Find(Job);
}

void FTrackVideoModel::Tick()
{
	FollowNext();
	if (ToBake.empty()) return;
	const std::string Job = ToBake.front();
	ToBake.pop_front();
	Bake(Job);
}

void FTrackVideoModel::Bake(const std::string& Job)
{
	const avatar::BoardRow* Row = FindRow(Job);
	if (Row == nullptr || Row->Script.empty()) return;
	const FWish Wish = GetWish(Job);
	FBakeRequest Request;
	Request.Script = AvatarTracker::ToFString(Row->Script);
	Request.BodyMesh = PathOf(Wish.Target.Body);
	Request.FaceMesh = PathOf(Wish.Target.Face);
	if (Wish.Target.Actor.IsValid()) Request.Actor = Wish.Target.Actor->GetPathName();
	Request.bBody = Wish.Parts.bBody;
	Request.bHands = Wish.Parts.bHands;
	Request.bFace = Wish.Parts.bFace;
	Service->GetBoard().SetBake(Job, avatar::BakeState::Baking, {}, std::string());
	const FBakeOutcome Outcome = RunBake(Request);
	std::vector<std::string> Assets;
	for (const FString& Asset : Outcome.Assets) Assets.push_back(AvatarTracker::ToUtf8(Asset));
	Service->GetBoard().SetBake(Job, Outcome.bOk ? avatar::BakeState::Baked : avatar::BakeState::Failed, MoveTemp(Assets),
		AvatarTracker::ToUtf8(Outcome.Sentence.ToString()));
}

void FTrackVideoModel::Cancel(const std::string& Job)
{
	Service->Cancel(Job);
}

void FTrackVideoModel::Retry(const std::string& Job)
{
	Service->Retry(Job);
	// its stream ended with it
	FollowInTurn(Job);
}

void FTrackVideoModel::Show(const std::string& Job)
{
	const avatar::BoardRow* Row = FindRow(Job);
	if (Row == nullptr) return;
	Chosen = Job;
	if (Row->CanCancel()) Preview->Follow(Job, GetWish(Job).Parts);
	else Preview->Record(Job, GetWish(Job).Parts);
}

void FTrackVideoModel::ShowAssets(const std::string& Job) const
{
	const avatar::BoardRow* Row = FindRow(Job);
	if (Row == nullptr || GEditor == nullptr) return;
	TArray<UObject*> Objects;
	for (const std::string& Asset : Row->Assets)
	{
		if (UObject* Object = LoadObject<UObject>(nullptr, *AvatarTracker::ToFString(Asset))) Objects.Add(Object);
	}
	GEditor->SyncBrowserToObjects(Objects);
}

void FTrackVideoModel::OpenAsset(const std::string& Job) const
{
	const avatar::BoardRow* Row = FindRow(Job);
	if (Row == nullptr || Row->Assets.empty() || GEditor == nullptr) return;
	UObject* Object = LoadObject<UObject>(nullptr, *AvatarTracker::ToFString(Row->Assets.front()));
	if (Object != nullptr) GEditor->GetEditorSubsystem<UAssetEditorSubsystem>()->OpenEditorForAsset(Object);
}

void FTrackVideoModel::OpenReport(const std::string& Job) const
{
	const avatar::BoardRow* Row = FindRow(Job);
	if (Row == nullptr || Row->Script.empty()) return;
	const FString Folder = FPaths::GetPath(AvatarTracker::ToFString(Row->Script));
	for (const TCHAR* Name : {TEXT("report.html"), TEXT("report.json")})
	{
		const FString Report = FPaths::Combine(Folder, Name);
		if (!FPaths::FileExists(Report)) continue;
		FPlatformProcess::LaunchFileInDefaultExternalApplication(*Report);
		return;
	}
}

#undef LOCTEXT_NAMESPACE
