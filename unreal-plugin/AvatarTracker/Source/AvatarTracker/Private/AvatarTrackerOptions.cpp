// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#include "AvatarTrackerOptions.h"

void UAvatarTrackerOptions::TakeFrom(const UAvatarTrackerSettings& Settings)
{
	Mode = Settings.Mode;
	FrameRate = Settings.FrameRate;
	AssetFolder = Settings.AssetFolder;
	NamePattern = Settings.NamePattern;
}
