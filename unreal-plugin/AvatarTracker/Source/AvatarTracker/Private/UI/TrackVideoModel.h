// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "AvatarTrackerSettings.h"
#include "CoreMinimal.h"
#include "LiveLink/SubjectFrames.h"
#include "Skeleton/FindMetaHuman.h"
#include "Templates/SharedPointer.h"

#include <deque>
#include <map>
#include <set>
#include <string>

class FLivePreview;
class FSidecarService;
class UAvatarTrackerOptions;
namespace avatar
{
struct BoardRow;
struct Job;
struct Result;
struct TrackRequest;
}

/**
 * What the panel does, without a widget: it takes videos in, follows their jobs, bakes what is done and starts
 * previews. Game thread.
 */
class FTrackVideoModel : public TSharedFromThis<FTrackVideoModel>
{
public:
	FTrackVideoModel(const TSharedRef<FSidecarService>& InService, const TSharedRef<FLivePreview>& InPreview);
	~FTrackVideoModel();

	void Start();
	void Stop();
	/** Bakes one job that waits for it: not within a message of the service. */
	void Tick();

	/** Sends videos to the tracker; a sentence in `GetTrouble` for each that cannot be. Returns how many went. */
	int32 AddVideos(const TArray<FString>& Paths, const UAvatarTrackerOptions& Options);
	/** Looks at the level's selection. */
	void PickTarget();
	const FMetaHumanTarget& GetTarget() const { return Target; }
	/** Sets the Live Link switches of the target; says what is left to do. */
	FText SetUpTarget();

	void Cancel(const std::string& Job);
	void Retry(const std::string& Job);
	void Bake(const std::string& Job);
	/** Previews a job: as it is tracked, or its recording when it is done. */
	void Show(const std::string& Job);
	/** Shows the assets of a job in the Content Browser, or opens the first one. */
	void ShowAssets(const std::string& Job) const;
	void OpenAsset(const std::string& Job) const;
	/** The tracker's own report in the system's browser or text editor. */
	void OpenReport(const std::string& Job) const;

	/** Why the last request failed; empty after one that did not. */
	const FText& GetTrouble() const { return Trouble; }

	/** Files that the tracker reads, as the file dialog wants them. */
	static FString GetVideoFilter();
	static bool IsVideo(const FString& Path);

private:
	/** What a job was asked for: kept until it is baked. */
	struct FWish
	{
		FSubjectParts Parts;
		FMetaHumanTarget Target;
		bool bPreview = false;
		bool bBake = false;
	};

	avatar::TrackRequest MakeRequest(const FString& Path, const UAvatarTrackerOptions& Options) const;
	void HandleTracked(uint32 RequestId, const avatar::Job& Job);
	void HandleRefused(uint32 RequestId, const FText& Sentence);
	void HandleResult(const avatar::Result& Result);
	/** Previews a job that was asked for with a preview, unless another one is shown that is still tracked. */
	void FollowInTurn(const std::string& Job);
	/** Previews the jobs that have begun since, each in its turn, unless a person looks at one of their choice. */
	void FollowNext();
	FWish GetWish(const std::string& Job) const;
	const avatar::BoardRow* FindRow(const std::string& Job) const;

	TSharedRef<FSidecarService> Service;
	TSharedRef<FLivePreview> Preview;
	FMetaHumanTarget Target;
	std::map<uint32, FWish> Asked;
	std::map<std::string, FWish> Wishes;
	/** Not an engine array: those move their items as plain bytes, which a std::string does not survive. */
	std::deque<std::string> ToBake;
	/** Jobs whose turn has come. */
	std::set<std::string> Begun;
	/** The job whose preview a person asked for last. */
	std::string Chosen;
	unsigned SeenRevision = 0;
	FText Trouble;
	FDelegateHandle TrackedHandle;
	FDelegateHandle RefusedHandle;
	FDelegateHandle ResultHandle;
};
