#pragma once

#include "CoreMinimal.h"

namespace EFileDialogFlags
{
enum Type { None = 0, Multiple = 1 };
}

class IDesktopPlatform
{
public:
	bool OpenFileDialog(const void* Window, const FString& Title, const FString& Folder, const FString& File, const FString& Types, uint32 Flags, TArray<FString>& Paths);
};
