#pragma once

#include "Widgets/SCompoundWidget.h"

class SSlider : public SWidget
{
public:
	SLATE_BEGIN_ARGS(SSlider) {}
		SLATE_ATTRIBUTE(float, Value)
		SLATE_EVENT(TDelegate<void(float)>, OnValueChanged)
	SLATE_END_ARGS()
	void Construct(const FArguments& Arguments)
	{
		StubValue = Arguments._Value;
		StubChanged = Arguments._OnValueChanged;
	}
	TAttribute<float> StubValue;
	TDelegate<void(float)> StubChanged;
};
