// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"
#include "Widgets/SCompoundWidget.h"

#include <string>

class FSidecarService;
class FTrackVideoModel;
struct FSlateBrush;
namespace avatar
{
struct BoardRow;
}

/** One job of the queue: picture, name, state, progress, and the buttons that make sense now. */
class SJobRow : public SCompoundWidget
{
public:
	SLATE_BEGIN_ARGS(SJobRow) {}
	SLATE_END_ARGS()

	void Construct(const FArguments& InArgs, const std::string& InJob, const TSharedRef<FTrackVideoModel>& InModel,
		const TSharedRef<FSidecarService>& InService);

private:
	using FAction = void (*)(FTrackVideoModel& Model, const std::string& Job);
	using FCondition = bool (*)(const avatar::BoardRow& Row);

	TSharedRef<SWidget> MakeWords();
	TSharedRef<SWidget> MakeButtons();
	/** A button that is there while `Shown` says so. */
	TSharedRef<SWidget> MakeButton(const FText& Label, const FText& Tip, FAction Action, FCondition Shown);
	const avatar::BoardRow* FindRow() const;
	FText GetName() const;
	FText GetState() const;
	FText GetNote() const;
	TOptional<float> GetShare() const;
	const FSlateBrush* GetPicture() const;

	std::string Job;
	TSharedPtr<FTrackVideoModel> Model;
	TSharedPtr<FSidecarService> Service;
	/** Set once the picture is made; nothing is drawn before. */
	mutable TSharedPtr<FSlateBrush> Picture;
};
