#pragma once

#include "Widgets/SCompoundWidget.h"

class FSlateApplication
{
public:
	static FSlateApplication& Get();
	const void* FindBestParentWindowHandleForDialogs(const TSharedPtr<SWidget>& Widget);
};
