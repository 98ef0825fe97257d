#pragma once

#include "Widgets/SCompoundWidget.h"

class SProgressBar : public SWidget
{
public:
	SLATE_BEGIN_ARGS(SProgressBar) {}
		SLATE_ATTRIBUTE(TOptional<float>, Percent)
	SLATE_END_ARGS()
	void Construct(const FArguments& Arguments) { StubShare = Arguments._Percent; }
	TAttribute<TOptional<float>> StubShare;
};
