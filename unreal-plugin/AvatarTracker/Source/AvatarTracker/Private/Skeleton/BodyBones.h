// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"

/** The 64 bones of a MetaHuman body that the motion keys. A mesh that lacks one of them is refused by its name. */
const TArray<FName>& GetKeyedBones();

/** Whether the bone is one of a hand's fingers, metacarpals included. */
bool IsFingerBone(const FString& Bone);
