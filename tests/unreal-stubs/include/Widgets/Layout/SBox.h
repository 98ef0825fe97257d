#pragma once

#include "Widgets/SCompoundWidget.h"

class SBox : public SWidget
{
public:
	SLATE_BEGIN_ARGS(SBox) {}
		SLATE_ATTRIBUTE(float, WidthOverride)
		SLATE_ATTRIBUTE(float, HeightOverride)
		SLATE_DEFAULT_SLOT()
	SLATE_END_ARGS()
	void Construct(const FArguments& Arguments) { StubChildren.push_back(Arguments.StubContent); }
};
