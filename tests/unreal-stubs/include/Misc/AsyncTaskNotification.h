// Stand-in for the engine: a notification that the tests read and press.
#pragma once

#include "CoreMinimal.h"

enum class EAsyncTaskNotificationPromptAction : uint8 { None, Continue, Cancel, Unattended };

struct FAsyncTaskNotificationConfig
{
	FText TitleText;
	FText ProgressText;
	bool bCanCancel = false;
};

namespace Stub
{
struct Notification
{
	FText Title;
	FText Progress;
	bool bCanCancel = false;
	bool bComplete = false;
	bool bSuccess = false;
	bool bPressedCancel = false;
};
}

class FAsyncTaskNotification
{
public:
	explicit FAsyncTaskNotification(const FAsyncTaskNotificationConfig& Config);
	FAsyncTaskNotification(FAsyncTaskNotification&&) = default;
	void SetProgressText(const FText& Text) { StubShown->Progress = Text; }
	void SetComplete(bool bSuccess = true);
	void SetComplete(const FText& Title, const FText& Progress, bool bSuccess = true);
	EAsyncTaskNotificationPromptAction GetPromptAction() const;

	std::shared_ptr<Stub::Notification> StubShown;
};
