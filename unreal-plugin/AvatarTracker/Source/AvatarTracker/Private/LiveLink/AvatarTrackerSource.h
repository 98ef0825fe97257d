// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"
#include "ILiveLinkSource.h"
#include "LiveLinkTypes.h"

class ILiveLinkClient;

/** The Live Link source with the two subjects of the plugin. Game thread, but where a function says otherwise. */
class FAvatarTrackerSource : public ILiveLinkSource
{
public:
	static FName BodySubject() { return FName(TEXT("AvatarTracker_Body")); }
	static FName FaceSubject() { return FName(TEXT("AvatarTracker_Face")); }

	// ILiveLinkSource
	virtual void ReceiveClient(ILiveLinkClient* InClient, FGuid InSourceGuid) override;
	virtual bool IsSourceStillValid() const override { return Client != nullptr; }
	virtual bool RequestSourceShutdown() override;
	virtual FText GetSourceType() const override;
	virtual FText GetSourceMachineName() const override;
	virtual FText GetSourceStatus() const override { return Status; }

	void SetStatus(const FText& NewStatus) { Status = NewStatus; }
	/** The client is about to go: nothing is pushed any more. */
	void ForgetClient() { Client = nullptr; }

	/** Structure first: it clears the frames that a subject holds. */
	void StartBody(FLiveLinkStaticDataStruct&& Data);
	void StartFace(FLiveLinkStaticDataStruct&& Data);
	void PushBody(FLiveLinkFrameDataStruct&& Data);
	void PushFace(FLiveLinkFrameDataStruct&& Data);
	void RemoveSubjects();

private:
	ILiveLinkClient* Client = nullptr;
	FGuid Guid;
	FText Status;
	bool bBody = false;
	bool bFace = false;
};
