// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"

/** A property of the face subject that is always there; `Constant` where the stream has no value of that name. */
struct FFaceColumn
{
	FName Name;
	float Constant = 0.0f;
};

/** The 61 columns of Live Link Face: 52 ARKit shapes, then the turns of head and eyes, which the body makes. */
const TArray<FFaceColumn>& GetArkitColumns();

/** What goes with `CTRL_expressions_*` curves (5.6 and later); the head is the body's, so its switch is off. */
const TArray<FFaceColumn>& GetMetaHumanColumns();
