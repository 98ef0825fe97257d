// Copyright (c) 2026 The avatar-tracker developers. MIT licence.

#pragma once

#include "CoreMinimal.h"
#include "Protocol/Messages.h"

#include <memory>

class USkeletalMesh;

/** A mesh's bones with its own reference pose, or why they cannot be used. */
struct FSkeletonReading
{
	/** Null when the mesh is refused. */
	std::shared_ptr<const avatar::Skeleton> Skeleton;
	/** Sentence with the names of the bones that are missing. */
	FText Refusal;
};

/**
 * Reads the raw bones of a mesh, parents first, without virtual ones: parent-local, centimetres. The mesh's own pose
 * is read, not that of its skeleton asset, which has the proportions of the mesh that it was first made from.
 */
FSkeletonReading ReadSkeleton(const USkeletalMesh& Mesh);
