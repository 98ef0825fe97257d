// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "UI/SPlaybackBar.h"

#include "LiveLink/LivePreview.h"
#include "Widgets/Input/SButton.h"
#include "Widgets/Input/SCheckBox.h"
#include "Widgets/Input/SSlider.h"
#include "Widgets/SBoxPanel.h"
#include "Widgets/Text/STextBlock.h"

#define LOCTEXT_NAMESPACE "AvatarTracker"

namespace
{
FText DescribePosition(const FLivePreview& Preview)
{
	FNumberFormattingOptions Digits;
	Digits.MinimumFractionalDigits = 1;
	Digits.MaximumFractionalDigits = 1;
	return FText::Format(LOCTEXT("Position", "{0} of {1} s {2}"), FText::AsNumber(Preview.GetPosition(), &Digits),
		FText::AsNumber(Preview.GetDuration(), &Digits), FText::FromString(Preview.GetFlags()));
}
}

void SPlaybackBar::Construct(const FArguments&, const TSharedRef<FLivePreview>& InPreview)
{
	Preview = InPreview;
	ChildSlot
	[
		SNew(SHorizontalBox)
		.Visibility_Lambda([this] { return Preview->HasRecording() ? EVisibility::Visible : EVisibility::Collapsed; })
		+ SHorizontalBox::Slot().AutoWidth()
		[
			SNew(SButton)
			.Text_Lambda([this] { return Preview->IsPlaying() ? LOCTEXT("Pause", "Pause") : LOCTEXT("Play", "Play"); })
			.OnClicked_Lambda([this]
			{
				if (Preview->IsPlaying()) Preview->Pause();
				else Preview->Play();
				return FReply::Handled();
			})
		]
		+ SHorizontalBox::Slot().FillWidth(1.0f)
		[
			SNew(SSlider)
			.Value_Lambda([this]
			{
				const double Duration = Preview->GetDuration();
				return Duration > 0.0 ? static_cast<float>(Preview->GetPosition() / Duration) : 0.0f;
			})
			.OnValueChanged_Lambda([this](float Share) { Preview->Scrub(Share * Preview->GetDuration()); })
		]
		+ SHorizontalBox::Slot().AutoWidth()
		[
			SNew(SCheckBox)
			.IsChecked_Lambda([this] { return Preview->IsLooping() ? ECheckBoxState::Checked : ECheckBoxState::Unchecked; })
			.OnCheckStateChanged_Lambda([this](ECheckBoxState State) { Preview->SetLooping(State == ECheckBoxState::Checked); })
			[
				SNew(STextBlock).Text(LOCTEXT("Loop", "Loop"))
			]
		]
		+ SHorizontalBox::Slot().AutoWidth()
		[
			SNew(STextBlock).Text_Lambda([this] { return DescribePosition(*Preview); })
		]
	];
}

#undef LOCTEXT_NAMESPACE
