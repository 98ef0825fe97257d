#pragma once

#include "Styling/SlateStyle.h"

class FSlateStyleRegistry
{
public:
	static void RegisterSlateStyle(const FSlateStyleSet& Style);
	static void UnRegisterSlateStyle(const FSlateStyleSet& Style);
};
