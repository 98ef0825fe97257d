#pragma once

#include "CoreMinimal.h"

class UAssetEditorSubsystem : public UObject
{
public:
	bool OpenEditorForAsset(UObject* Asset);
	UObject* StubOpened = nullptr;
};
