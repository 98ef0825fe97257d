#pragma once

#include "Widgets/SCompoundWidget.h"

class SButton : public SWidget
{
public:
	SLATE_BEGIN_ARGS(SButton) {}
		SLATE_ATTRIBUTE(FText, Text)
		SLATE_EVENT(TDelegate<FReply()>, OnClicked)
	SLATE_END_ARGS()
	void Construct(const FArguments& Arguments)
	{
		StubText = Arguments._Text;
		StubClick = Arguments._OnClicked;
	}
};
