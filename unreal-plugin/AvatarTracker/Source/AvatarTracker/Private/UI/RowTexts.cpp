// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "UI/RowTexts.h"

#include "Compat/Strings.h"
#include "Protocol/JobBoard.h"

#define LOCTEXT_NAMESPACE "AvatarTracker"

namespace AvatarTracker
{
namespace
{
FText DescribeStage(const std::string& Stage)
{
	if (Stage == "prepare") return LOCTEXT("StagePrepare", "Preparing");
	if (Stage == "track") return LOCTEXT("StageTrack", "Tracking");
	if (Stage == "solve") return LOCTEXT("StageSolve", "Solving");
	if (Stage == "bake") return LOCTEXT("StageBake", "Writing files");
	if (Stage == "overlay") return LOCTEXT("StageOverlay", "Drawing the overlay");
	if (Stage == "report") return LOCTEXT("StageReport", "Writing the report");
	return Stage.empty() ? LOCTEXT("StageStart", "Starting") : ToFText(Stage);
}

FText DescribeRunning(const avatar::BoardRow& Row)
{
	const FText Stage = DescribeStage(Row.Stage);
	if (!Row.Share) return Stage;
	const FText Share = FText::AsPercent(*Row.Share);
	if (!Row.EtaSeconds) return FText::Format(LOCTEXT("Running", "{0}, {1}"), Stage, Share);
	const FText Left = FText::AsNumber(FMath::CeilToInt32(*Row.EtaSeconds));
	return FText::Format(LOCTEXT("RunningLeft", "{0}, {1}, {2} s left"), Stage, Share, Left);
}

FText DescribeDone(const avatar::BoardRow& Row)
{
	switch (Row.Bake)
	{
	case avatar::BakeState::Baking: return LOCTEXT("Baking", "Baking");
	case avatar::BakeState::Baked: return LOCTEXT("Baked", "Baked");
	case avatar::BakeState::Failed: return LOCTEXT("BakeFailed", "Bake failed");
	default: return LOCTEXT("Done", "Tracked");
	}
}
}

FText DescribeState(const avatar::BoardRow& Row)
{
	switch (Row.State)
	{
	case avatar::JobState::Queued: return LOCTEXT("Queued", "Waiting");
	case avatar::JobState::Running: return DescribeRunning(Row);
	case avatar::JobState::Done: return DescribeDone(Row);
	case avatar::JobState::Failed: return LOCTEXT("Failed", "Failed");
	default: return LOCTEXT("Cancelled", "Cancelled");
	}
}

FText DescribeNote(const avatar::BoardRow& Row)
{
	std::string Note = Row.Trouble;
	const auto Append = [&Note](const std::string& More)
	{
		if (!Note.empty() && !More.empty()) Note += " ";
		Note += More;
	};
	Append(Row.BakeNote);
	for (const std::string& Warning : Row.Warnings) Append(Warning);
	return ToFText(Note);
}

TOptional<float> GetShare(const avatar::BoardRow& Row)
{
	if (Row.State == avatar::JobState::Done) return 1.0f;
	if (Row.Share) return static_cast<float>(*Row.Share);
	return {};
}
}

#undef LOCTEXT_NAMESPACE
