// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "Misc/EngineVersionComparison.h"

/** The one place that asks which engine this is. Unreal 5.4 to 5.8 share everything else that the plugin uses. */

/** From 5.6 the face's animation blueprint passes a stream of `CTRL_expressions_*` curves through untouched. */
#define AVATAR_TRACKER_CTRL_STREAM (!UE_VERSION_OLDER_THAN(5, 6, 0))

/** What automation tests are registered with; `ApplicationContextMask` moved in 5.5, these two did not. */
#define AVATAR_TRACKER_TEST_FLAGS (EAutomationTestFlags::EditorContext | EAutomationTestFlags::ProductFilter)
