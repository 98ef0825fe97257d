// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "LiveLink/AvatarTrackerSource.h"

#include "ILiveLinkClient.h"
#include "Roles/LiveLinkAnimationRole.h"
#include "Roles/LiveLinkBasicRole.h"

#define LOCTEXT_NAMESPACE "AvatarTracker"

void FAvatarTrackerSource::ReceiveClient(ILiveLinkClient* InClient, FGuid InSourceGuid)
{
	Client = InClient;
	Guid = InSourceGuid;
}

bool FAvatarTrackerSource::RequestSourceShutdown()
{
	// nothing of the source runs on another thread, so that there is nothing to wait for
	RemoveSubjects();
	Client = nullptr;
	return true;
}

FText FAvatarTrackerSource::GetSourceType() const
{
	return LOCTEXT("SourceType", "Avatar Tracker");
}

FText FAvatarTrackerSource::GetSourceMachineName() const
{
	return LOCTEXT("SourceMachine", "This machine");
}

void FAvatarTrackerSource::StartBody(FLiveLinkStaticDataStruct&& Data)
{
	if (Client == nullptr) return;
	Client->PushSubjectStaticData_AnyThread({Guid, BodySubject()}, ULiveLinkAnimationRole::StaticClass(), MoveTemp(Data));
	bBody = true;
}

void FAvatarTrackerSource::StartFace(FLiveLinkStaticDataStruct&& Data)
{
	if (Client == nullptr) return;
	Client->PushSubjectStaticData_AnyThread({Guid, FaceSubject()}, ULiveLinkBasicRole::StaticClass(), MoveTemp(Data));
	bFace = true;
}

void FAvatarTrackerSource::PushBody(FLiveLinkFrameDataStruct&& Data)
{
	if (Client != nullptr && bBody) Client->PushSubjectFrameData_AnyThread({Guid, BodySubject()}, MoveTemp(Data));
}

void FAvatarTrackerSource::PushFace(FLiveLinkFrameDataStruct&& Data)
{
	if (Client != nullptr && bFace) Client->PushSubjectFrameData_AnyThread({Guid, FaceSubject()}, MoveTemp(Data));
}

void FAvatarTrackerSource::RemoveSubjects()
{
	if (Client != nullptr)
	{
		if (bBody) Client->RemoveSubject_AnyThread({Guid, BodySubject()});
		if (bFace) Client->RemoveSubject_AnyThread({Guid, FaceSubject()});
	}
	bBody = bFace = false;
}

#undef LOCTEXT_NAMESPACE
