// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"

/** The one log category of the plugin. Text from outside goes through `avatar::ShowableText` first. */
DECLARE_LOG_CATEGORY_EXTERN(LogAvatarTracker, Log, All);
