#pragma once

#include "CoreMinimal.h"
#include "UObject/UnrealType.h"

class ULiveLinkBasicRole : public UObject
{
public:
	static UClass* StaticClass();
};
