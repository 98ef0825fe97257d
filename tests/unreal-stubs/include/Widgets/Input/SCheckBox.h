#pragma once

#include "Widgets/SCompoundWidget.h"

enum class ECheckBoxState : uint8 { Unchecked, Checked, Undetermined };

class SCheckBox : public SWidget
{
public:
	SLATE_BEGIN_ARGS(SCheckBox) {}
		SLATE_ATTRIBUTE(ECheckBoxState, IsChecked)
		SLATE_EVENT(TDelegate<void(ECheckBoxState)>, OnCheckStateChanged)
		SLATE_DEFAULT_SLOT()
	SLATE_END_ARGS()
	void Construct(const FArguments& Arguments)
	{
		StubChecked = Arguments._IsChecked;
		StubChanged = Arguments._OnCheckStateChanged;
		StubChildren.push_back(Arguments.StubContent);
	}
	TAttribute<ECheckBoxState> StubChecked;
	TDelegate<void(ECheckBoxState)> StubChanged;
};
