// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "UI/JobNotifications.h"

#include "Compat/Strings.h"
#include "Protocol/JobBoard.h"
#include "UI/RowTexts.h"

#define LOCTEXT_NAMESPACE "AvatarTracker"

void FJobNotifications::Update(const avatar::JobBoard& Board)
{
	// the engine has no event for its cancel button
	for (auto& [Job, Shown] : All)
	{
		if (Shown.bCancelled || Shown.Notification.GetPromptAction() != EAsyncTaskNotificationPromptAction::Cancel) continue;
		Shown.bCancelled = true;
		OnCancel.ExecuteIfBound(Job);
	}
	if (Board.Revision() == Seen) return;
	Seen = Board.Revision();
	for (const avatar::BoardRow& Row : Board.Rows())
	{
		const auto Found = All.find(Row.Id);
		if (Found != All.end()) Show(Row, Found->second);
		else if (Row.State == avatar::JobState::Running) Begin(Row);
	}
}

void FJobNotifications::Begin(const avatar::BoardRow& Row)
{
	FAsyncTaskNotificationConfig Config;
	Config.TitleText = FText::Format(LOCTEXT("TrackingTitle", "Tracking {0}"), AvatarTracker::ToFText(Row.Name));
	Config.ProgressText = AvatarTracker::DescribeState(Row);
	Config.bCanCancel = true;
	All.emplace(Row.Id, FShown{FAsyncTaskNotification(Config), false});
}

void FJobNotifications::Show(const avatar::BoardRow& Row, FShown& Shown)
{
	const bool bBaking = Row.Bake == avatar::BakeState::Baking;
	if (Row.CanCancel() || bBaking)
	{
		Shown.Notification.SetProgressText(AvatarTracker::DescribeState(Row));
		return;
	}
	const bool bGood = Row.State == avatar::JobState::Done && Row.Bake != avatar::BakeState::Failed;
	Shown.Notification.SetComplete(AvatarTracker::ToFText(Row.Name), bGood ? AvatarTracker::DescribeState(Row) : AvatarTracker::DescribeNote(Row), bGood);
	All.erase(Row.Id);
}

void FJobNotifications::Clear()
{
	for (auto& [Job, Shown] : All) Shown.Notification.SetComplete(false);
	All.clear();
	Seen = 0;
}

#undef LOCTEXT_NAMESPACE
