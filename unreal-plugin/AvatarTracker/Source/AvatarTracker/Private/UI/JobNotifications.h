// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"
#include "Misc/AsyncTaskNotification.h"

#include <map>
#include <string>

namespace avatar
{
class JobBoard;
struct BoardRow;
}

/** One editor notification with a cancel button for each job that is tracked or baked. Game thread. */
class FJobNotifications
{
public:
	DECLARE_DELEGATE_OneParam(FOnCancel, const std::string& /*Job*/);

	/** Brings the notifications to what the board says; asks whether a cancel button was pressed. */
	void Update(const avatar::JobBoard& Board);
	/** Ends all of them, without success. */
	void Clear();

	FOnCancel OnCancel;

private:
	struct FShown
	{
		FAsyncTaskNotification Notification;
		bool bCancelled = false;
	};

	void Begin(const avatar::BoardRow& Row);
	void Show(const avatar::BoardRow& Row, FShown& Shown);

	std::map<std::string, FShown> All;
	unsigned Seen = 0;
};
