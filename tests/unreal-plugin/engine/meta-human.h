// A MetaHuman of the level: body mesh with all bones, face mesh, an actor with both.
#pragma once

#include "Components/SkeletalMeshComponent.h"
#include "Editor.h"
#include "scenario.h"
#include "Skeleton/BodyBones.h"

namespace scenario
{
struct MetaHuman
{
	MetaHuman()
	{
		for (const FName& Bone : GetKeyedBones())
		{
			const int32 Index = BodyMesh.StubSkeleton.StubBones.Num();
			BodyMesh.StubSkeleton.StubBones.Add({Bone, Index - 1});
			BodyMesh.StubSkeleton.StubPoses.Add(FTransform(FQuat(0, 0.6, 0, 0.8), FVector(Index, 2, 3), FVector(1, 1, 1)));
		}
		BodyMesh.StubName = TEXT("Ada_body");
		Stub::AddObject(TEXT("/Game/MetaHumans/Ada/Body.Ada_body"), &BodyMesh);
		FaceMesh.StubName = TEXT("Ada_face");
		FaceMesh.StubSkeleton.StubBones.Add({FName(TEXT("FACIAL_C_FacialRoot")), -1});
		FaceMesh.StubSkeleton.StubPoses.Add(FTransform());
		Stub::AddObject(TEXT("/Game/MetaHumans/Ada/Face.Ada_face"), &FaceMesh);
		BodyComponent.StubName = TEXT("Body");
		BodyComponent.StubMesh = &BodyMesh;
		FaceComponent.StubName = TEXT("Face");
		FaceComponent.StubMesh = &FaceMesh;
		Actor.StubLabel = TEXT("BP_Ada");
		Stub::AddObject(TEXT("/Game/Maps/Stage.Stage:PersistentLevel.BP_Ada_C_1"), &Actor);
		Actor.StubComponents = {&FaceComponent, &BodyComponent};
	}
	void Select() { GEditor->StubSelection.StubSelected = {&Actor}; }

	USkeletalMesh BodyMesh, FaceMesh;
	USkeletalMeshComponent BodyComponent, FaceComponent;
	AActor Actor;
};
}
