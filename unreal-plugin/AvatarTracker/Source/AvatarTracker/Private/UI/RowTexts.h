// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"

namespace avatar
{
struct BoardRow;
}

/** A row of the queue in words. */
namespace AvatarTracker
{
/** Where the job is: "Tracking, 40 %, 12 s left". */
FText DescribeState(const avatar::BoardRow& Row);
/** What a person should know: trouble, warnings, what the bake measured. */
FText DescribeNote(const avatar::BoardRow& Row);
/** 0 to 1; empty while nobody can say. */
TOptional<float> GetShare(const avatar::BoardRow& Row);
}
