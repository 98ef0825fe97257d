#pragma once

#include "CoreMinimal.h"
#include "UObject/UnrealType.h"

class UActorComponent : public UObject
{
};

class AActor : public UObject
{
public:
	FString GetActorLabel(bool bCreateIfNone = true) const;
	template <typename ComponentType>
	void GetComponents(TArray<ComponentType*>& Components) const
	{
		for (UActorComponent* Component : StubComponents)
		{
			if (ComponentType* Fitting = dynamic_cast<ComponentType*>(Component)) Components.Add(Fitting);
		}
	}
	void RerunConstructionScripts() { ++StubReruns; }

	TArray<UActorComponent*> StubComponents;
	FString StubLabel;
	int32 StubReruns = 0;
};
