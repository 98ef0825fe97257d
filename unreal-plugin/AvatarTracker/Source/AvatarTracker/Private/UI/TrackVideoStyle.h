// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"
#include "Templates/SharedPointer.h"

class FSlateStyleSet;

/** The plugin's icon under a name that menus can use. Registered from startup to shutdown. */
class FTrackVideoStyle
{
public:
	static FName GetName() { return FName(TEXT("AvatarTrackerStyle")); }
	static FName GetIcon() { return FName(TEXT("AvatarTracker.Icon")); }

	void Register();
	void Unregister();

private:
	TSharedPtr<FSlateStyleSet> Style;
};
