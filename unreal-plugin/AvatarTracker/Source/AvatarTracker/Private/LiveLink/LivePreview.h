// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"
#include "LiveLink/SubjectFrames.h"
#include "Protocol/JitterBuffer.h"
#include "Protocol/PlaybackClock.h"
#include "Templates/SharedPointer.h"
#include "Templates/UniquePtr.h"

class FAvatarTrackerSource;
class FSidecarService;
class IModularFeature;

/**
 * Shows one job on the MetaHuman: live while it is tracked, and as a recording that plays, pauses, scrubs and
 * loops once it is done. Owns the Live Link source and adds it whenever Live Link is there. Game thread.
 */
class FLivePreview : public TSharedFromThis<FLivePreview>
{
public:
	explicit FLivePreview(const TSharedRef<FSidecarService>& InService);
	~FLivePreview();

	/** Binds to the service and to Live Link; `Stop` undoes it. */
	void Start();
	void Stop();
	/** `Now`: `FPlatformTime::Seconds()`. */
	void Tick(double Now);

	/** Follows a job that is tracked; `Record` reads the frames of one that is done. */
	void Follow(const std::string& Job, const FSubjectParts& Parts);
	void Record(const std::string& Job, const FSubjectParts& Parts);
	/** Takes the subjects away. */
	void Clear();

	void Play();
	void Pause();
	void Scrub(double Position);
	void SetLooping(bool bLoop);

	const std::string& GetJob() const { return Job; }
	/** What is shown comes while it is tracked. */
	bool IsLive() const { return !Job.empty() && Stream == avatar::StreamKind::Live; }
	/** A recording is there, whole or so far as it came. */
	bool HasRecording() const { return Frames.IsValid(); }
	double GetDuration() const { return Frames.IsValid() ? Frames->Duration() : 0.0; }
	double GetPosition() const { return Clock.Position(Time); }
	bool IsPlaying() const { return Clock.IsPlaying(Time); }
	bool IsLooping() const { return Clock.IsLooping(); }
	/** Flags of the frame that is shown, as words. */
	const FString& GetFlags() const { return ShownFlags; }

private:
	void Watch(const std::string& NewJob, avatar::StreamKind NewStream, const FSubjectParts& NewParts);
	void HandleTables(const avatar::Tables& Tables);
	void HandleKeyframes(const avatar::Tables& Tables, std::shared_ptr<const avatar::Keyframes> Chunk);
	void HandleFeature(const FName& Type, IModularFeature* Feature);
	void HandleFeatureGone(const FName& Type, IModularFeature* Feature);
	void AddSource();
	void SendStatic();
	void Show(const avatar::FrameView& Frame);

	TSharedRef<FSidecarService> Service;
	TSharedPtr<FAvatarTrackerSource> Source;
	TUniquePtr<FSubjectFrames> Subjects;
	TUniquePtr<avatar::Recording> Frames;
	avatar::JitterBuffer<avatar::FrameView> Buffer;
	avatar::PlaybackClock Clock;
	avatar::Tables LastTables;
	std::string Job;
	avatar::StreamKind Stream = avatar::StreamKind::Live;
	FSubjectParts Parts;
	/** Time of the frame that is shown; frames are pushed once. */
	double ShownTime = -1.0;
	double Time = 0.0;
	FString ShownFlags;
	FDelegateHandle TablesHandle;
	FDelegateHandle KeyframesHandle;
	FDelegateHandle FeatureHandle;
	FDelegateHandle FeatureGoneHandle;
};
