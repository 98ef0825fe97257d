#pragma once

#include "Widgets/SCompoundWidget.h"

class STextBlock : public SWidget
{
public:
	SLATE_BEGIN_ARGS(STextBlock) {}
		SLATE_ATTRIBUTE(FText, Text)
		SLATE_ATTRIBUTE(bool, AutoWrapText)
	SLATE_END_ARGS()
	void Construct(const FArguments& Arguments) { StubText = Arguments._Text; }
};
