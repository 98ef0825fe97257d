#pragma once

#include "CoreMinimal.h"

struct FPlatformProcess
{
	static uint32 GetCurrentProcessId();
	static bool LaunchFileInDefaultExternalApplication(const TCHAR* File);
};
