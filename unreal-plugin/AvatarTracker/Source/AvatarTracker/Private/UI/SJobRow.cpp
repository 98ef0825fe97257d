// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "UI/SJobRow.h"

#include "Brushes/SlateDynamicImageBrush.h"
#include "Compat/Strings.h"
#include "Sidecar/SidecarService.h"
#include "UI/RowTexts.h"
#include "UI/TrackVideoModel.h"
#include "Widgets/Images/SImage.h"
#include "Widgets/Input/SButton.h"
#include "Widgets/Layout/SBox.h"
#include "Widgets/Notifications/SProgressBar.h"
#include "Widgets/SBoxPanel.h"
#include "Widgets/Text/STextBlock.h"

#define LOCTEXT_NAMESPACE "AvatarTracker"

namespace
{
constexpr float PictureWidth = 96.0f;
constexpr float PictureHeight = 54.0f;

bool IsTracked(const avatar::BoardRow& Row)
{
	return Row.State == avatar::JobState::Done && !Row.Script.empty();
}

bool CanShow(const avatar::BoardRow& Row)
{
	return Row.State == avatar::JobState::Running || IsTracked(Row);
}
}

void SJobRow::Construct(const FArguments&, const std::string& InJob, const TSharedRef<FTrackVideoModel>& InModel,
	const TSharedRef<FSidecarService>& InService)
{
	Job = InJob;
	Model = InModel;
	Service = InService;
	ChildSlot
	[
		SNew(SHorizontalBox)
		+ SHorizontalBox::Slot().AutoWidth().Padding(4.0f)
		[
			SNew(SBox).WidthOverride(PictureWidth).HeightOverride(PictureHeight)[SNew(SImage).Image(this, &SJobRow::GetPicture)]
		]
		+ SHorizontalBox::Slot().FillWidth(1.0f).Padding(4.0f)[MakeWords()]
	];
}

TSharedRef<SWidget> SJobRow::MakeWords()
{
	return SNew(SVerticalBox)
		+ SVerticalBox::Slot().AutoHeight()[SNew(STextBlock).Text(this, &SJobRow::GetName)]
		+ SVerticalBox::Slot().AutoHeight()[SNew(STextBlock).Text(this, &SJobRow::GetState)]
		+ SVerticalBox::Slot().AutoHeight()[SNew(SProgressBar).Percent(this, &SJobRow::GetShare)]
		+ SVerticalBox::Slot().AutoHeight()[SNew(STextBlock).AutoWrapText(true).Text(this, &SJobRow::GetNote)]
		+ SVerticalBox::Slot().AutoHeight()[MakeButtons()];
}

TSharedRef<SWidget> SJobRow::MakeButtons()
{
	const TSharedRef<SHorizontalBox> Box = SNew(SHorizontalBox);
	const auto Add = [&](const FText& Label, const FText& Tip, FAction Action, FCondition Shown)
	{
		Box->AddSlot().AutoWidth()[MakeButton(Label, Tip, Action, Shown)];
	};
	Add(LOCTEXT("Cancel", "Cancel"), LOCTEXT("CancelTip", "Stops tracking this video."),
		[](FTrackVideoModel& M, const std::string& J) { M.Cancel(J); }, [](const avatar::BoardRow& Row) { return Row.CanCancel(); });
	Add(LOCTEXT("Retry", "Retry"), LOCTEXT("RetryTip", "Tracks this video again."),
		[](FTrackVideoModel& M, const std::string& J) { M.Retry(J); }, [](const avatar::BoardRow& Row) { return Row.CanRetry(); });
	Add(LOCTEXT("Replay", "Preview"), LOCTEXT("ReplayTip", "Plays the motion on the MetaHuman, live while it is tracked."),
		[](FTrackVideoModel& M, const std::string& J) { M.Show(J); }, CanShow);
	Add(LOCTEXT("Bake", "Bake"), LOCTEXT("BakeTip", "Makes the animation assets, or updates them."),
		[](FTrackVideoModel& M, const std::string& J) { M.Bake(J); }, IsTracked);
	const FCondition HasAssets = [](const avatar::BoardRow& Row) { return !Row.Assets.empty(); };
	Add(LOCTEXT("Browse", "Show in Content Browser"), LOCTEXT("BrowseTip", "Selects the assets of this video."),
		[](FTrackVideoModel& M, const std::string& J) { M.ShowAssets(J); }, HasAssets);
	Add(LOCTEXT("Open", "Open"), LOCTEXT("OpenTip", "Opens the body animation."),
		[](FTrackVideoModel& M, const std::string& J) { M.OpenAsset(J); }, HasAssets);
	Add(LOCTEXT("Report", "Report"), LOCTEXT("ReportTip", "What was tracked, how sure it is, and where to look."),
		[](FTrackVideoModel& M, const std::string& J) { M.OpenReport(J); }, IsTracked);
	return Box;
}

TSharedRef<SWidget> SJobRow::MakeButton(const FText& Label, const FText& Tip, FAction Action, FCondition Shown)
{
	return SNew(SButton)
		.Text(Label)
		.ToolTipText(Tip)
		.OnClicked_Lambda([this, Action]
		{
			// the model outlives the row, whose job a bake may end
			const TSharedPtr<FTrackVideoModel> Keep = Model;
			const std::string ThisJob = Job;
			Action(*Keep, ThisJob);
			return FReply::Handled();
		})
		.Visibility_Lambda([this, Shown]
		{
			const avatar::BoardRow* Row = FindRow();
			return Row != nullptr && Shown(*Row) ? EVisibility::Visible : EVisibility::Collapsed;
		});
}

const avatar::BoardRow* SJobRow::FindRow() const
{
	return Service->GetBoard().Find(Job);
}

FText SJobRow::GetName() const
{
	const avatar::BoardRow* Row = FindRow();
	return Row != nullptr ? AvatarTracker::ToFText(Row->Name) : FText::GetEmpty();
}

FText SJobRow::GetState() const
{
	const avatar::BoardRow* Row = FindRow();
	return Row != nullptr ? AvatarTracker::DescribeState(*Row) : FText::GetEmpty();
}

FText SJobRow::GetNote() const
{
	const avatar::BoardRow* Row = FindRow();
	return Row != nullptr ? AvatarTracker::DescribeNote(*Row) : FText::GetEmpty();
}

TOptional<float> SJobRow::GetShare() const
{
	const avatar::BoardRow* Row = FindRow();
	return Row != nullptr ? AvatarTracker::GetShare(*Row) : TOptional<float>();
}

const FSlateBrush* SJobRow::GetPicture() const
{
	const avatar::BoardRow* Row = FindRow();
	if (!Picture.IsValid() && Row != nullptr)
	{
		const FString File = Service->FindThumbnail(*Row);
		// the engine takes no longer names
		const bool bFits = !File.IsEmpty() && File.Len() < 1000;
		if (bFits) Picture = MakeShared<FSlateDynamicImageBrush>(FName(*File), FVector2D(PictureWidth, PictureHeight));
	}
	return Picture.Get();
}

#undef LOCTEXT_NAMESPACE
