#pragma once

#include "CoreMinimal.h"
#include "UObject/UnrealType.h"

class ULiveLinkAnimationRole : public UObject
{
public:
	static UClass* StaticClass();
};
