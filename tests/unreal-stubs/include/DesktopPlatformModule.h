#pragma once

#include "IDesktopPlatform.h"

class FDesktopPlatformModule
{
public:
	static IDesktopPlatform* Get();
};
