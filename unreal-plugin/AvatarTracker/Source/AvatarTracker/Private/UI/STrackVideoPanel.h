// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "AvatarTrackerOptions.h"
#include "CoreMinimal.h"
#include "UObject/StrongObjectPtr.h"
#include "Widgets/SCompoundWidget.h"
#include "Widgets/Views/SListView.h"

#include <string>

class FLivePreview;
class FSidecarService;
class FTrackVideoModel;

/** An item of the queue's list; its widget looks the row up each time it is drawn. */
struct FQueueItem
{
	std::string Job;
};

/** The panel: target, options, drop zone, queue, playback. It draws what the model and the board say. */
class STrackVideoPanel : public SCompoundWidget
{
public:
	SLATE_BEGIN_ARGS(STrackVideoPanel) {}
	SLATE_END_ARGS()

	void Construct(const FArguments& InArgs, const TSharedRef<FTrackVideoModel>& InModel, const TSharedRef<FSidecarService>& InService,
		const TSharedRef<FLivePreview>& InPreview);

	// SWidget
	virtual void Tick(const FGeometry& AllottedGeometry, const double InCurrentTime, const float InDeltaTime) override;
	virtual FReply OnDragOver(const FGeometry& MyGeometry, const FDragDropEvent& Event) override;
	virtual FReply OnDrop(const FGeometry& MyGeometry, const FDragDropEvent& Event) override;

private:
	using FItem = TSharedPtr<FQueueItem>;

	TSharedRef<SWidget> MakeTarget();
	TSharedRef<SWidget> MakeOptions();
	TSharedRef<SWidget> MakeQueue();
	TSharedRef<ITableRow> MakeRow(FItem Item, const TSharedRef<STableViewBase>& Owner);
	FReply ChooseVideos();
	FReply PickTarget();
	FReply SetUpTarget();
	FText GetTargetText() const;
	FText GetStatusText() const;
	void RefreshQueue();

	TSharedPtr<FTrackVideoModel> Model;
	TSharedPtr<FSidecarService> Service;
	TSharedPtr<FLivePreview> Preview;
	TStrongObjectPtr<UAvatarTrackerOptions> Options;
	TArray<FItem> Items;
	TSharedPtr<SListView<FItem>> Queue;
	/** What the last set-up said. */
	FText SetUpNote;
	unsigned Seen = 0;
};
