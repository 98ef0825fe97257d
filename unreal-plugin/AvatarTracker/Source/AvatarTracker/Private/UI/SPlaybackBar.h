// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"
#include "Widgets/SCompoundWidget.h"

class FLivePreview;

/** Play, pause, scrub and loop of the recording that is previewed, and the flags of the frame that is shown. */
class SPlaybackBar : public SCompoundWidget
{
public:
	SLATE_BEGIN_ARGS(SPlaybackBar) {}
	SLATE_END_ARGS()

	void Construct(const FArguments& InArgs, const TSharedRef<FLivePreview>& InPreview);

private:
	TSharedPtr<FLivePreview> Preview;
};
